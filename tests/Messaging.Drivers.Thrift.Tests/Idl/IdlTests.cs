using Messaging.Drivers.Thrift.Tests.Support;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Tests.Idl;

/// <summary>What is read of .thrift files, and what is said of those that cannot be.</summary>
public sealed class IdlTests
{
    [Fact]
    public void A_service_has_its_own_methods_and_those_that_it_extends()
    {
        Assert.Equal("Tester", TestServices.Tester.Name);
        Assert.Contains("allNotes", TestServices.Tester.Methods);
        Assert.Contains("ping", TestServices.Tester.Methods);
    }

    [Fact]
    public void Everything_that_the_language_has_is_read()
    {
        const string Text = """
            // comments of
            # every /* kind
            /* and
               more */
            cpp_include "nothing.h"
            namespace * everything
            namespace py.twisted 'quoted'
            typedef map<string, list<i32>> (cpp.type = "x") Table (x = "y",)
            senseless
            """;
        const string Good = """
            namespace * everything
            namespace cpp 'quoted'
            const i32 HEX = -0x1F;
            const double REAL = 1.5e-3
            const string TEXT = 'it''s';
            """;
        Assert.Contains("'senseless' does not begin a definition", Assert.Throws<ThriftIdlException>(() => ThriftService.Parse(Text)).Message, StringComparison.Ordinal);
        Assert.Equal(5, Assert.Throws<ThriftIdlException>(() => ThriftService.Parse(Good)).Line);

        var service = ThriftService.Parse("""
            const Point ORIGIN = {"x": HEX, "y": 0}
            const i64 HEX = -0x1F
            enum Size { SMALL, BIG = 7 (a = "b"), HUGE; }
            struct Point xsd_all { 1: required i64 x, y: i64 }
            """.Replace("y: i64", "2: i64 y", StringComparison.Ordinal) + """

            union Either { 1: Point point; 2: bool none }
            exception Bad { 1: optional string why = "because" (xsd = "z") ; }
            typedef set<Size> Sizes
            service Empty {}
            service Full extends Empty {
              async void tell(1: Sizes sizes),
              map<Size, list<Either>> ask(1: Point at = ORIGIN, 2: double real = 3, bool old = 1) throws (1: Bad bad) (deprecated);
              uuid id(1: i8 small = HEX, 2: list<string> words = ["a", 'b';], 3: binary bytes = "x", 4: Size size = Size.BIG)
              void nothing()
            }
            """,
            "Full");
        Assert.Equal(["tell", "ask", "id", "nothing"], service.Methods);
    }

    [Fact]
    public void What_older_and_newer_compilers_know_is_read_too()
    {
        var service = ThriftService.Parse("\ufeff" + """
            /**/ senum Word { "one", 'two'; "three" } (old)
            typedef slist Words
            struct Named {
              1: i32 namespace; 2: string required, 3: required bool optional
              4: list cpp_type "x" <i32> include = [0x1, -2] xsd_optional xsd_nillable xsd_attrs { 1: string lang; 2: i32 n } (a)
              -9: i8 exception
              string implicit & list<i32> cpp_type "y" further
            } (
              json.name = "named", final
            )
            service Odd { Word say(Words words, 1: Named service = {"required": "r", "include": []}) throws (1: optional Bad bad, Bad worse), }
            exception Bad {}
            """.Replace("implicit & list", "implicit, list", StringComparison.Ordinal));

        Assert.Equal(["say"], service.Methods);
    }

    [Fact]
    public void Defaults_that_compilers_forgive_are_read_as_they_read_them()
    {
        var service = ThriftService.Parse("""
            enum Far { NEAR, FAR }
            enum Near { NEAR = 7 }
            struct Slips { 1: set<binary> none = {}, 2: list<i32> nothing = {}, 3: Near near = Far.NEAR, 4: i32 number = Far.FAR, 5: Near other = Elsewhere.NEAR }
            service Slipping { Slips slip() }
            """);

        var fields = ((StructType)service.Find("slip")!.Result!).Fields;
        Assert.Equal(["[]", "[]", "near", "1", "near"], fields.Select(field => field.DefaultValue.ToString()));
    }

    [Fact]
    public void Files_are_included_from_other_folders_and_may_have_dots_in_their_names()
    {
        var folder = Directory.CreateTempSubdirectory("thrift-idl-");
        var elsewhere = folder.CreateSubdirectory("elsewhere");
        var file = Path.Combine(folder.FullName, "main.thrift");
        File.WriteAllText(Path.Combine(elsewhere.FullName, "some.types.thrift"), "struct Thing { 1: i32 number } enum Kind { GOOD = 3 }");
        File.WriteAllText(file, """
            include "some.types.thrift"
            service Main { some.types.Thing get(1: some.types.Kind kind = some.types.Kind.GOOD) }
            """);

        Assert.Equal(["get"], ThriftService.Load(file, includeFolders: [folder.FullName, elsewhere.FullName]).Methods);
        var missing = Assert.Throws<ThriftIdlException>(() => ThriftService.Load(file));
        Assert.Contains("the included file cannot be read", missing.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("struct A {\n  1: i32 a\n  1: i32 b\n}", 3, 10, "the same number 1")]
    [InlineData("struct A { 1: i32 a, 2: i32 a }", 1, 29, "two fields 'a'")]
    [InlineData("service S { void f(1: Thing x) }", 1, 23, "no type 'Thing'")]
    [InlineData("service S { i32 f(1: i32 x = \"text\") }", 1, 30, "expected a value of the type i32")]
    [InlineData("service S { i32 f(1: i8 x = 128) }", 1, 29, "from -128 to 127")]
    [InlineData("service S { i32 f( }", 1, 20, "expected a type")]
    [InlineData("service S { i32 }", 1, 17, "the name of a method")]
    [InlineData("service S {\n\n  void f()\n  void f()\n}", 4, 8, "'f' twice")]
    [InlineData("service S extends T {}", 1, 19, "no service 'T'")]
    [InlineData("service S extends S {}", 1, 9, "extends itself")]
    [InlineData("service S { oneway i32 f() }", 1, 24, "return void")]
    [InlineData("struct A {} service S { void f() throws (1: A a) }", 1, 47, "not an exception")]
    [InlineData("typedef B A typedef A B service S { void f(1: A a) }", 1, 11, "an alias of itself")]
    [InlineData("enum E { A = 1, A = 2 }", 1, 17, "'A' twice")]
    [InlineData("enum E { A = 99999999999 }", 1, 14, "does not fit")]
    [InlineData("struct A {} struct A {}", 1, 20, "declared twice")]
    [InlineData("struct A { 70000: i32 a }", 1, 12, "does not fit")]
    [InlineData("const string T = \"open\n", 1, 18, "has no end")]
    [InlineData("/* open", 1, 1, "has no end")]
    [InlineData("struct A { 1: i32 a ! }", 1, 21, "'!' has no meaning")]
    [InlineData("service S { void f(1: i32 x = C) } const i32 C = C", 1, 46, "refers to itself")]
    [InlineData("include \"missing.thrift\"", 1, 9, "cannot include")]
    [InlineData("service S { void f(1: list<i32 x) }", 1, 32, "expected '>'")]
    public void An_error_says_where_it_is_and_what_is_wrong(string text, int line, int column, string reason)
    {
        var error = Assert.Throws<ThriftIdlException>(() => ThriftService.Parse(text, name: "bad.thrift"));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.StartsWith($"bad.thrift({line},{column}): ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_is_nested_without_end_is_an_error_and_no_crash()
    {
        var text = "service S { void f(1: " + string.Concat(Enumerable.Repeat("list<", 10_000)) + "i32" + new string('>', 10_000) + " x) }";

        Assert.Contains("64", Assert.Throws<ThriftIdlException>(() => ThriftService.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_missing_or_include_each_other_are_errors_at_their_place()
    {
        var folder = Directory.CreateTempSubdirectory("thrift-idl-").FullName;
        File.WriteAllText(Path.Combine(folder, "a.thrift"), "include \"b.thrift\"\nservice A {}");
        File.WriteAllText(Path.Combine(folder, "b.thrift"), "\ninclude \"a.thrift\"\n");
        File.WriteAllText(Path.Combine(folder, "c.thrift"), "include \"nowhere.thrift\"");

        var circle = Assert.Throws<ThriftIdlException>(() => ThriftService.Load(Path.Combine(folder, "a.thrift")));
        var missing = Assert.Throws<ThriftIdlException>(() => ThriftService.Load(Path.Combine(folder, "c.thrift")));

        Assert.Equal(("b.thrift", 2, 9), (circle.File, circle.Line, circle.Column));
        Assert.Equal(("c.thrift", 1, 9), (missing.File, missing.Line, missing.Column));
        Assert.Throws<FileNotFoundException>(() => ThriftService.Load(Path.Combine(folder, "d.thrift")));
    }

    [Fact]
    public void Which_service_is_meant_has_to_be_clear()
    {
        const string Two = "service A {} service B {}";

        Assert.Equal("B", ThriftService.Parse(Two, "B").Name);
        Assert.Contains("A, B", Assert.Throws<ArgumentException>(() => ThriftService.Parse(Two)).Message, StringComparison.Ordinal);
        Assert.Contains("A, B", Assert.Throws<ArgumentException>(() => ThriftService.Parse(Two, "C")).Message, StringComparison.Ordinal);
        Assert.Contains("no service", Assert.Throws<ArgumentException>(() => ThriftService.Parse("struct A {}")).Message, StringComparison.Ordinal);
    }
}
