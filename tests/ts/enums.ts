// Enums: numbers, strings, computed members, const, merging.
enum Direction { Up, Down = 5, Left, Right = Left * 2 }
enum Text { A = "a", B = "b" + "c", "quoted key" = "q" }
enum Flags { None = 0, Read = 1 << 0, Write = 1 << 1, All = Read | Write, Size = "abc".length }
const enum Fixed { X = 10, Y }
enum Direction { Extra = 100 }
export enum Exported { One = 1 }
console.log(JSON.stringify(Direction), Direction[5], Direction.Right, Direction[Direction.Up]);
console.log(JSON.stringify(Text), Text["quoted key"], JSON.stringify(Flags), Flags[3]);
console.log(Fixed.X + Fixed.Y, Exported.One, typeof Direction, Exported[1]);
function local() { enum Inner { A, B } return Inner.B; }
console.log(local(), Object.keys(Direction).length);
