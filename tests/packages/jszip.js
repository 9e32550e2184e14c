const JSZip = require("jszip");
(async () => {
  const z = new JSZip();
  const date = new Date(Date.UTC(2020, 1, 2, 3, 4, 6));
  z.file("a.txt", "hello\n".repeat(1000), { date });
  z.folder("dir", { date }).file("b.bin", new Uint8Array([1, 2, 3, 255]), { date, createFolders: false });
  const out = await z.generateAsync({ type: "uint8array", compression: "DEFLATE" });
  console.log(out.length, Array.from(out.slice(0, 40)).join());
  const y = await JSZip.loadAsync(out);
  for (const n of Object.keys(y.files)) console.log(n, y.files[n].dir);
  console.log((await y.file("a.txt").async("string")).length, (await y.file("dir/b.bin").async("uint8array")).join());
})().catch((e) => console.log("ERR", e && e.message, e && e.stack));
