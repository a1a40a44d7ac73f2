// The service of this sample. Any Thrift compiler can generate clients and servers from this file; this program reads the file directly.
namespace * calc

exception DivisionByZero {
  1: string message
}

service Calculator {
  i32 add(1: i32 a, 2: i32 b)
  double divide(1: double a, 2: double b) throws (1: DivisionByZero zero)
  oneway void record(1: string text)
}
