// What a page without an operating system offers where a package asks for one.
module.exports = { platform: () => "browser" };
