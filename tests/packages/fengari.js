const { lua, lauxlib, lualib, to_luastring } = require("fengari");
const L = lauxlib.luaL_newstate();
lualib.luaL_openlibs(L);
lua.lua_register(L, "print", (L) => {
  const n = lua.lua_gettop(L);
  const o = [];
  for (let i = 1; i <= n; i++) {
    o.push(lauxlib.luaL_tolstring(L, i) && lua.lua_tojsstring(L, -1));
    lua.lua_pop(L, 1);
  }
  console.log(o.join("\t"));
  return 0;
});
const code = `
local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
print(fib(18), 10/3, 7//2, 2^53, 1e15, "x".."y", #"abc")
local t = {} for i = 1, 1000 do t[i] = (i * 7919) % 1009 end table.sort(t) print(t[1], t[500], t[1000], table.concat(t, ",", 1, 10))
print(string.format("%5.2f|%d|%s|%q|%x", 3.14159, 42, "hi", "a\\nb", 255), ("hello world"):gsub("o", "0"), ("key=val"):match("(%w+)=(%w+)"))
local mt = setmetatable({}, {__index=function(_, k) return k .. "!" end, __add=function(a,b) return 7 end, __tostring=function() return "obj" end}) print(mt.foo, mt + 1, tostring(mt))
local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a * i) end return "done" end) print(co(2), co(3), co(4), co(5))
print(pcall(function() error({code=1}) end)) print(pcall(function() local x = nil; return x.y end)) print(select("#", table.unpack({1,2,nil,4}, 1, 4))) goto fin
print("skipped") ::fin:: print(math.maxinteger, math.pi, 5 // 0.0, -5 % 3, 3 & 5, 1 << 4, math.type(1), math.type(1.0), utf8.char(228, 8364))
`.replace("print(pcall(function() error({code=1}) end))", "print((pcall(function() error({code=1}) end)))");
if (lauxlib.luaL_dostring(L, to_luastring(code)) !== 0) console.log("ERR", lua.lua_tojsstring(L, -1));
