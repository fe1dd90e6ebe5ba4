/** Every POST of the server; one that is not here is not served. Each of them is attacked from another site's page. */
export const postPaths: readonly string[] = [
  "/api/join",
  "/api/resume",
  "/api/leave",
  "/api/previews",
  "/api/files/open",
  "/api/files/save",
  "/api/files/edit",
  "/api/files/list",
];
