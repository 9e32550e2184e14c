describe("automatic semicolons", () => {
  test("return ends at the line's end", () => {
    const f = () => {
      return
      1
    }
    expect(f()).toBeUndefined()
  })

  test("a line that can go on does", () => {
    const a = 1
    const b = a
      + 2
    expect(b).toBe(3)
  })

  test("++ on a new line belongs to the next operand", () => {
    let a = 1, b = 1
    a
    ++
    b
    expect([a, b]).toEqual([1, 2])
  })

  test("do-while needs none", () => {
    let n = 0
    do n++; while (n < 3) n += 10
    expect(n).toBe(13)
  })

  test("names that are words only at some places", () => {
    var let_ = 1, async = 2, of = 3, get = 4, set = 5, static_ = 6, yield_ = 7, await_ = 8
    var { as, from } = { as: 9, from: 10 }
    expect(async + of + get + set + as + from).toBe(33)
  })
})
