/** What `[[rules]]` in wrangler.toml make of a font: its bytes. */
declare module '*.ttf' {
  const bytes: ArrayBuffer;
  export default bytes;
}
