/** The routes that are no part of the API: pages for people, and the scripts that pages load. */
export const outside = [
  // Where the link of a confirmation mail leads: HTML, for whoever has that mail and no token.
  "GET /mailbox/confirm",
  "POST /mailbox/confirm",
  // The reference of the API, for people.
  "GET /",
  "GET /docs",
  "GET /docs/style.css",
  "GET /docs/script.js",
  // Scripts, for a `<script type="module">`.
  "GET /{file}",
  "GET /widgets/{version}/{file}",
];
