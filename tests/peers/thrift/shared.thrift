// What other files include.
namespace py shared

struct Stamp {
  1: required i64 seconds
  2: optional i32 nanos = 7
}

service Base {
  string ping(1: string text)
}
