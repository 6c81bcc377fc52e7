class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        self.size = 0
        for x in reversed(list(items)):
            self.push(x)

    def push(self, x):
        self.head = Node(x, self.head)
        self.size += 1

    def pop(self):
        if self.head is None:
            raise IndexError("pop from an empty list")
        node, self.head = self.head, self.head.next
        self.size -= 1
        return node.value

    def reverse(self):
        prev, cur = None, self.head
        while cur:
            cur.next, prev, cur = prev, cur, cur.next
        self.head = prev

    def __iter__(self):
        n = self.head
        while n is not None:
            yield n.value
            n = n.next

    def __len__(self):
        return self.size

    def __repr__(self):
        return "<" + " -> ".join(map(str, self)) + ">"


l = LinkedList([1, 2, 3])
print(l, len(l), list(l), 2 in l, max(l))
l.push(0)
l.reverse()
print(l, l.pop(), l)
while l:
    l.pop()
try:
    l.pop()
except IndexError as e:
    print(e)
big = LinkedList(range(3000))
big.reverse()
print(sum(big), big.pop())
