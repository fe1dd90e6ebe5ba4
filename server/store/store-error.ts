/** The state folder could not be read or written; the message says what happened and what to do now. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}

/** Turns what SQLite or the file system threw into one sentence that an operator can act on. */
export function toStoreError(error: unknown, folder: string): StoreError {
  if (error instanceof StoreError) return error;
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string };
  const kind = errcode === undefined ? code : sqliteKinds[errcode & 0xff];
  return new StoreError(sentence(kind, errcode, folder) ?? `the state in ${folder} could not be used: ${message ?? String(error)}`, { cause: error });
}

/** SQLite's primary result codes, by the errno that means the same. */
const sqliteKinds: Record<number, string> = { 3: "EACCES", 5: "EBUSY", 8: "EROFS", 10: "EIO", 11: "EBADF", 13: "ENOSPC", 14: "ENOENT", 26: "EBADF" };

/** SQLITE_IOERR with the reason "write", "fsync" or "truncate": on some file systems that is how a full disk answers. */
const ioErrorsOfWriting = new Set([778, 1034, 1290, 1546, 4874]);

function sentence(kind: string | undefined, errcode: number | undefined, folder: string): string | undefined {
  switch (kind) {
    case "ENOSPC":
    case "EDQUOT":
      return `the disk that holds ${folder} is full, so nothing can be saved; free some space there, nothing that was confirmed is lost`;
    case "EIO":
      return errcode !== undefined && ioErrorsOfWriting.has(errcode)
        ? `writing to ${folder} failed; its disk is full or broken, look at "df -h ${folder}" and at the kernel's log`
        : `reading ${folder} failed; its disk may be broken, look at the kernel's log`;
    case "EBUSY":
      return `another Tatami server uses ${folder}; stop it first, or choose another folder with --state`;
    case "EACCES":
    case "EPERM":
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
      return `${folder} cannot be opened for writing; check who owns it, or choose another folder with --state`;
    case "EROFS":
      return `${folder} is read-only; choose another folder with --state`;
    case "EBADF":
      return `the database in ${folder} is damaged; move tatami.sqlite away to start with empty state, or put a backup in its place`;
    default:
      return undefined;
  }
}
