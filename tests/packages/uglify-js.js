const r = UglifyJS.minify(SOURCE, { compress: { passes: 2 }, mangle: { toplevel: true } });
console.log(r.error ? String(r.error) : r.code);
