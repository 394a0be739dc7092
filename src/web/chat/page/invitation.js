const code = /^[\w-]{1,64}$/;

/**
 * The code of the invitation that a page was opened by: `/?i=CODE`, or `/i/CODE#chat`.
 * @param {{ pathname: string, search: string, hash: string }} place
 */
export const invitationIn = ({ pathname, search, hash }) => {
  const inPath = hash === '#chat' ? /^\/i\/([^/]+)\/?$/.exec(pathname)?.[1] : undefined;
  const found = new URLSearchParams(search).get('i') ?? inPath;
  return found !== undefined && code.test(found) ? found : undefined;
};

/** The invitation was taken: loading the page again, or keeping its address, does not use it again. */
export const forgetInvitation = () => history.replaceState(null, '', '/');
