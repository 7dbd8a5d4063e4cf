/** The routes that are no part of the API: pages for people, and the scripts that pages load. */
export const outside = [
  // Where the link of a confirmation mail leads: HTML, for whoever has that mail and no token.
  "GET /mailbox/confirm",
  "POST /mailbox/confirm",
  // Scripts, for a `<script type="module">`.
  "GET /{file}",
  "GET /widgets/{version}/{file}",
];
