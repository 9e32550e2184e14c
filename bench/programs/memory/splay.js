// Splay tree: top-down splaying with payloads that live and die in age order; pointer writes into old objects.
"use strict";
const out = typeof print === "function" ? print : console.log;

let state = 49734321;
function random() {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return state;
}

function payload(depth, tag) {
  return depth === 0 ? { list: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], text: "leaf " + tag } : { left: payload(depth - 1, tag), right: payload(depth - 1, tag) };
}

class Node { constructor(key, value) { this.key = key; this.value = value; this.left = null; this.right = null; } }

class Tree {
  constructor() { this.root = null; }
  splay(key) {
    if (this.root === null) return;
    const frame = new Node(0, null);
    let left = frame, right = frame, current = this.root;
    for (;;) {
      if (key < current.key) {
        if (current.left === null) break;
        if (key < current.left.key) {
          const pivot = current.left;
          current.left = pivot.right; pivot.right = current; current = pivot;
          if (current.left === null) break;
        }
        right.left = current; right = current; current = current.left;
      } else if (key > current.key) {
        if (current.right === null) break;
        if (key > current.right.key) {
          const pivot = current.right;
          current.right = pivot.left; pivot.left = current; current = pivot;
          if (current.right === null) break;
        }
        left.right = current; left = current; current = current.right;
      } else break;
    }
    left.right = current.left; right.left = current.right;
    current.left = frame.right; current.right = frame.left;
    this.root = current;
  }
  insert(key, value) {
    if (this.root === null) { this.root = new Node(key, value); return true; }
    this.splay(key);
    const root = this.root;
    if (root.key === key) return false;
    const node = new Node(key, value);
    if (key > root.key) { node.left = root; node.right = root.right; root.right = null; }
    else { node.right = root; node.left = root.left; root.left = null; }
    this.root = node;
    return true;
  }
  remove(key) {
    this.splay(key);
    const root = this.root;
    if (root === null || root.key !== key) return null;
    if (root.left === null) this.root = root.right;
    else {
      const right = root.right;
      this.root = root.left;
      this.splay(key);
      this.root.right = right;
    }
    return root;
  }
  walk(visit) {
    const stack = [];
    let node = this.root;
    while (node !== null || stack.length > 0) {
      while (node !== null) { stack.push(node); node = node.left; }
      node = stack.pop();
      visit(node);
      node = node.right;
    }
  }
}

const tree = new Tree(), queue = [];
function grow() {
  let key;
  do key = random(); while (!tree.insert(key, payload(4, key)));
  queue.push(key);
}
for (let i = 0; i < 4000; i++) grow();
let next = 0;
for (let i = 0; i < 12000; i++) {
  grow();
  tree.remove(queue[next++]);
  tree.splay(queue[next + (random() % 2000)]);
}
let check = 0, last = -1;
tree.walk((node) => {
  if (node.key <= last) throw new Error("the tree is out of order");
  last = node.key;
  check = (check * 31 + node.key + node.value.left.right.left.left.text.length) % 1000000007;
});
out("splay " + check);
