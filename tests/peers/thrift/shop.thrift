/* The contract IShop of the tests, as somebody would write it by hand. */
namespace py shop
namespace netstd GeneratedShop

enum Colour {
  RED = 0,
  LIGHT_BLUE = 5,
}

struct Size {
  1: double width
  2: double height
}

struct Item {
  1: required string name
  2: i32 count
  3: optional i64 price
  4: Colour colour
  5: list<Size> sizes
  6: map<string, i32> stock
  7: set<string> tags
  8: binary picture
  9: optional Item partOf
  10: map<i32, Colour> colours
  11: bool sold
  12: i8 tiny
  13: i16 small
}

exception OutOfStock {
  1: string message
  2: i32 left
}

exception UnknownItem {
  1: optional string name
}

service Shop {
  i32 add(1: i32 a, 2: i32 b)
  Item echo(1: Item item)
  void order(1: string name, 2: i32 count) throws (1: OutOfStock empty, 2: UnknownItem unknown)
  string describe(1: string name, 2: string note)
  oneway void note(1: string text)
  list<string> all_notes()
  Item getItem(3: string name)
}
