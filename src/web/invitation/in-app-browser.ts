/** The apps whose own browsers show the page; `browser` is any other. */
export type InAppBrowser = 'wechat' | 'wecom' | 'dingtalk' | 'telegram' | 'browser';

/** Where a page is looked at, from the `User-Agent`. WeCom's browser names WeChat's as well. */
export const inAppBrowserOf = (userAgent: string | undefined): InAppBrowser => {
  const agent = userAgent ?? '';
  if (/wxwork/i.test(agent)) return 'wecom';
  if (/MicroMessenger/i.test(agent)) return 'wechat';
  if (/DingTalk/i.test(agent)) return 'dingtalk';
  return /Telegram/i.test(agent) ? 'telegram' : 'browser';
};
