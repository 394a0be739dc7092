/** The platforms a person can be reached on. */
export const platforms = ['terminal', 'web', 'dingtalk', 'wecom', 'wecom_app', 'wecom_kf', 'telegram'] as const;
