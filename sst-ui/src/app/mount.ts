/** Where the page is mounted, as the server wrote it into <base>: always ends in a slash. */
const ui = new URL(document.baseURI);

/** For the router: without the slash at its end. */
export const basename = ui.pathname.replace(/\/$/, "");

/** What the paths of the API stand behind; without a slash at its end. */
export const apiRoot = new URL("..", ui).href.replace(/\/$/, "");
