/** What the operator sets for DingTalk. */
export interface DingtalkSettings {
  /** `DINGTALK_CLIENT_ID`: the app's Client ID (AppKey). */
  readonly clientId: string;
  /** `DINGTALK_CLIENT_SECRET`: the app's Client Secret (AppSecret). */
  readonly clientSecret: string;
  /** `DINGTALK_ROBOT_CODE`; for apps of an organisation it is the client id. */
  readonly robotCode: string;
  /** `DINGTALK_API_BASE`: where gateway and API are, without a slash at the end. */
  readonly apiBase: string;
}
