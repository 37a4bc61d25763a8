/** Where the page is mounted, as the server wrote it into <base>: always ends in a slash. */
const ui = new URL(document.baseURI);

/** For the router: without the slash at its end. */
export const basename = ui.pathname.replace(/\/$/, "");

/** Whether people sign in at these pages, and not at the application around them; the server writes it into the page. */
export const signsInHere = document.documentElement.dataset.signIn !== "elsewhere";

/** What the paths of the API stand behind; without a slash at its end. */
export const apiRoot = new URL("..", ui).href.replace(/\/$/, "");
