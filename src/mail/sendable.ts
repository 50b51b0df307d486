/** Whether a header and an envelope can carry the address as it is; not whether it exists. Of mails of strangers any text may come. */
export function isSendable(address: string): boolean {
  return (
    address.length <= 320 &&
    /^[^\s@][^\x00-\x1f\x7f]*@[^\s@]+$/.test(address) &&
    // A quoted local part may hold nearly anything (RFC 5321 4.1.2), which no server takes.
    !/[<>\r\n]/.test(address)
  );
}
