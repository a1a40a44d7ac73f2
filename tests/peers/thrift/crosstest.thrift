/**
 * What Apache's own cross-test calls, and every construct that the language has.
 * @see the comments of other kinds
 */
# of a shell,
// of one line,
/**/ /* and of /* more * / than
   one. */
include 'shared.thrift'
cpp_include "<unordered_map>"

namespace * crosstest
namespace py crosstest
namespace cpp cross.test
namespace py.twisted crosstest
namespace noexist CrossTest
namespace xsd crosstest (uri = 'urn:crosstest')

const i32 LIMIT = 0x10

enum Numberz {
  ONE = 1
  TWO,
  THREE;
  FIVE = 5 (shown.as = "V", odd),
  SIX,
  EIGHT = 0x8,
}

const Numberz FIRST = Numberz.ONE;

typedef i64 UserId
typedef list<i32> Row (cpp.template = "std::list")
typedef Row Line
typedef map<string, list<map<i32, Line>>> Index
typedef string (unicode.encoding = "UTF-8") Text (kind = "annotated",)

const map<string, map<string, i32>> DEPTHS = {"a": {"x": 1, "y": -2}, 'b': {}, "c": {"z": LIMIT}}
const set<Numberz> ODD = [Numberz.ONE, Numberz.FIVE]
const double TINY = -1.5e-3
const string QUOTED = 'say "hi"\n'
const map<Numberz, Row> ROWS = {Numberz.TWO: [1, 2], 5: []}

struct Bonk {
  1: required string message
  2: i32 type = 7
}

const list<Bonk> BONKS = [{"message": "one"}, {"message": 'tw"o', "type": LIMIT};]

struct Xtruct {
  1: string string_thing,
  4: byte byte_thing,
  9: i32 i32_thing,
  11: i64 i64_thing
}

struct Xtruct2 {
  1: i8 byte_thing
  2: Xtruct struct_thing
  3: i32 i32_thing
} (final = "true", deprecated)

struct Insanity {
  1: map<Numberz, UserId> userMap
  2: list<Xtruct> xtructs
} (python.immutable = "")

struct Empty {}

struct CrazyNesting xsd_all {
  1: Text string_field
  2: optional set cpp_type "std::set<int64_t>" <i64> set_field xsd_optional xsd_nillable
  3: required list<map<set<i32> (python.immutable = ""), map<i32, set<list<map<i32, string> (python.immutable = "")> (python.immutable = "")>>>> list_field
  4: binary binary_field xsd_attrs { 1: i32 number }
  5: map<Insanity, i32> insane
  6: Empty nothing
  7: list<i32> cpp_type "std::list" numbers
}

/** Each of its fields is left out, and comes back as it is written here. */
struct Defaults {
  1: map<string, map<string, i32>> depths = DEPTHS
  2: list<Bonk> bonks = BONKS
  3: set<Numberz> odd = ODD
  4: double tiny = TINY
  5: string quoted = QUOTED
  6: map<Numberz, Row> rows = ROWS
  7: Numberz first = Numberz.ONE
  8: bool yes = true, 9: bool no = 0;
  10: Xtruct made = {"string_thing": "made", "i64_thing": -9}
  11: Index index = {"i": [{1: [2]}]}
  12: optional i32 unset
  13: binary bytes = "raw"
}

struct Tree {
  1: i64 value
  2: optional list<Tree> children
  3: optional Tree & first
}

/** Names that are words of languages. */
struct Reserved {
  1: i32 package
  2: string type
  3: bool event
  4: i32 base
  5: list<string> params
  6: i64 object
  7: double async_
  8: string set_
}

struct Old {
  -3: i32 before
  i32 implicit
  string further
  1: optional i32 after
}

union Choice {
  1: i32 number
  2: Text text
  3: Tree tree
  4: list<Choice> several
}

exception Xception {
  1: i32 errorCode
  2: string message
}

exception Xception2 {
  1: i32 errorCode
  2: Xtruct struct_thing
}

service CrossTest extends shared.Base {
  void testVoid(),
  string testString(1: string thing)
  bool testBool(1: bool thing);
  i8 testByte(1: i8 thing)
  i16 testI16(1: i16 thing)
  i32 testI32(1: i32 thing)
  i64 testI64(1: i64 thing)
  double testDouble(1: double thing)
  binary testBinary(1: binary thing)
  Xtruct testStruct(1: Xtruct thing)
  Xtruct2 testNest(1: Xtruct2 thing)
  map<i32, i32> testMap(1: map<i32, i32> thing)
  map<string, string> testStringMap(1: map<string, string> thing)
  set<i32> testSet(1: set<i32> thing)
  list<i32> testList(1: list<i32> thing)
  Numberz testEnum(1: Numberz thing)
  UserId testTypedef(1: UserId thing)
  map<i32, map<i32, i32>> testMapMap(1: i32 hello)
  map<UserId, map<Numberz, Insanity>> testInsanity(1: Insanity argument)
  Xtruct testMulti(1: i8 arg0, 2: i32 arg1, 3: i64 arg2, 4: map<i16, string> arg3, 5: Numberz arg4, 6: UserId arg5)
  void testException(1: string arg) throws (1: Xception err1)
  Xtruct testMultiException(1: string arg0, 2: string arg1) throws (1: optional Xception err1, 2: Xception2 err2)
  oneway void testOneway(1: i32 number) (deprecated = "no")
  CrazyNesting testCrazy(1: CrazyNesting thing)
  Defaults testDefaults(1: Defaults thing)
  Tree testTree(1: Tree thing)
  Reserved testReserved(1: Reserved thing)
  Old testOld(1: Old thing)
  Choice testChoice(1: Choice thing)
  i32 testOnewayCount()
} (served.by = "both")
