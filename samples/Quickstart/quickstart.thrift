// What serve and call speak over thrift://. Any Thrift compiler makes clients and servers of it; this program reads it as it is.
namespace * quickstart

service Quickstart {
  i32 add(1: i32 a, 2: i32 b)
  i32 divide(1: i32 a, 2: i32 b)
  string echo(1: string value)
  string whoami()
  double sleep(1: double seconds)
  void fail(1: string message)
  void record(1: string tag)
  void refresh()
}
