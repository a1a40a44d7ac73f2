/* Every type that Thrift has, and every kind of method: served and called by both languages. */
include "shared.thrift"

namespace py tester
namespace * tester

const i32 ANSWER = 42

typedef list<i32> Numbers

enum Colour {
  RED = 1,
  LIGHT_BLUE = 0x5
}

const map<string, Colour> BY_NAME = {"warm": Colour.RED, "cold": Colour.LIGHT_BLUE}

struct Inner {
  1: required i32 number;
  2: optional string note;
  3: Colour colour = Colour.RED;
} (final = "true")

union Shape {
  1: i32 circle
  2: string named
  3: Inner inner
}

exception NotFound {
  1: string message
  2: i32 code
}

exception TooMuch {
  1: i64 limit
}

struct Everything {
  1: bool truth,
  2: byte small,
  3: i16 medium,
  4: i32 whole,
  5: i64 large,
  6: double real,
  7: string text,
  8: binary bytes,
  9: Colour colour,
  10: Inner inner,
  11: Numbers numbers,
  12: set<string> words,
  13: map<string, list<Inner>> table,
  14: map<i32, map<Colour, Shape>> nested,
  15: list<list<set<i64>>> deep,
  16: Shape shape,
  17: list<bool> flags,
  18: shared.Stamp stamp,
  19: optional i32 unset,
  20: i32 withDefault = ANSWER,
  21: map<string, Colour> named = {"warm": Colour.RED, "cold": Colour.LIGHT_BLUE},
  22: list<double> reals = [1.5, -2e3],
}

service Tester extends shared.Base {
  i32 add(1: i32 a, 2: i32 b),
  Everything echo(1: Everything value),
  binary reverse(1: binary bytes),
  void find(1: string name) throws (1: NotFound missing, 2: TooMuch excess),
  void nothing(),
  oneway void note(1: string text),
  list<string> allNotes(),
  i32 crash(),
  bool isWarm(1: Colour colour = Colour.LIGHT_BLUE),
}
