namespace Messaging.Generators.Tests.Deployed;

/// <summary>Every change of a contract that the documentation speaks of.</summary>
internal static class Changes
{
    private static readonly Side Plain = new("Task<int> AddAsync(int a, int b)", "Task.FromResult(a + b)", "return await client.AddAsync(1, 2)");
    private static readonly Side WithDefault = new("Task<int> AddAsync(int a, int b, int c = 3)", "Task.FromResult(a + b)", "return await client.AddAsync(1, 2)");
    private static readonly Side Counted = Plain with { Call = "return await client.AddAsync(1, 2) > 0" };
    private static readonly Side CountedLong = Counted with { Member = "Task<long> AddAsync(int a, int b)", Body = "Task.FromResult(30_000_000_000L)" };
    private static readonly Side Report = Plain with
    {
        Member = "Task<Report> ReadAsync()", Body = "Task.FromResult(new Report(1, \"a\"))", Call = "return (await client.ReadAsync()).ToString()",
        Types = "public record Report(int Year, string Title);",
    };

    private static readonly Side Refuse = Plain with { Body = "throw new KeyNotFoundException(\"no\")" };
    private static readonly Side Declared = Refuse with { Member = "[RpcThrows<KeyNotFoundException>()] " + Plain.Member };
    private static readonly Side RefuseMore = Refuse with
    {
        Body = "throw new ArgumentException(\"no\", \"a\")", Call = "try { return await client.AddAsync(1, 2); } catch (ArgumentException e) { return \"ArgumentException of \" + (e.ParamName ?? \"nothing\"); }",
    };

    private static readonly Side DeclaredMore = RefuseMore with { Member = "[RpcThrows<ArgumentException>()] " + Plain.Member };

    private static readonly Side Store = Plain with
    {
        Member = "Task<string> StoreAsync(Report report)", Body = "Task.FromResult(report.Title)", Call = "return await client.StoreAsync(new Report(1, \"a\"))",
        Types = "public record Report(int Year, string Title);",
    };

    private static readonly Side Paint = Plain with
    {
        Member = "Task<string> PaintAsync(Colour colour)", Body = "Task.FromResult(colour.ToString())", Call = "return await client.PaintAsync(Colour.Red)",
        Types = "public enum Colour { Red }",
    };

    public static IReadOnlyList<Change> All { get; } =
    [
        new("a member added, with a raised `Version` as its `Since`", Plain, Plain with
        {
            Version = "1.3", Others = [("[RpcMethod(Since = \"1.3\")] Task<int> HalveAsync(int a)", "Task.FromResult(a / 2)")], Call = "return await client.HalveAsync(4)",
        }),
        new("a member added, without", Plain, Plain with
        {
            Others = [("Task<int> HalveAsync(int a)", "Task.FromResult(a / 2)")], Call = "return await client.HalveAsync(4)",
        }),
        new(
            "a member removed",
            Plain with { Others = [("Task<int> HalveAsync(int a)", "Task.FromResult(a / 2)")], Call = "return await client.HalveAsync(4)" },
            Plain),
        new(
            "a member renamed",
            Plain,
            new("Task<int> SumAsync(int a, int b)", "Task.FromResult(a + b)", "return await client.SumAsync(1, 2)")),
        new(
            "a method renamed, with `[RpcMethod(\"old name\")]`",
            Plain,
            new("[RpcMethod(\"add\")] Task<int> SumAsync(int a, int b)", "Task.FromResult(a + b)", "return await client.SumAsync(1, 2)")),
        new(
            "an argument added, without a default",
            Plain,
            new("Task<int> AddAsync(int a, int b, int c)", "Task.FromResult(a + b + c)", "return await client.AddAsync(1, 2, 3)")),
        new("an argument added, with a default", Plain, WithDefault),
        new(
            "an argument added, with a default and a raised `Since`",
            Plain,
            WithDefault with { Version = "1.3", Member = "[RpcMethod(Since = \"1.3\")] " + WithDefault.Member }),
        new("an argument removed", Plain, new("Task<int> AddAsync(int a)", "Task.FromResult(a + 2)", "return await client.AddAsync(1)")),
        new("an argument with a default removed", WithDefault, Plain),
        new(
            "an argument renamed",
            Plain,
            new("Task<int> AddAsync(int a, int second)", "Task.FromResult(a + second)", "return await client.AddAsync(1, 2)")),
        new(
            "a parameter renamed, with `[RpcArgument(\"old name\")]`",
            Plain,
            new("Task<int> AddAsync(int a, [RpcArgument(\"b\")] int second)", "Task.FromResult(a + second)", "return await client.AddAsync(1, 2)")),
        new(
            "arguments in another order",
            Plain,
            new("Task<int> AddAsync(int b, int a)", "Task.FromResult(a + b)", "return await client.AddAsync(2, 1)")),
        new("a default added", Plain, Plain with { Member = "Task<int> AddAsync(int a, int b = 2)" }),
        new("a default changed", WithDefault, WithDefault with { Member = "Task<int> AddAsync(int a, int b, int c = 4)" }),
        new(
            "a default taken away, and a call without the argument",
            WithDefault with { Call = "return await new RpcClient(transport, new Target { Topic = \"TOPIC\" }).CallAsync<int>(null, \"add\", new { a = 1, b = 2 })" },
            WithDefault with { Member = "Task<int> AddAsync(int a, int b, int c)", Call = "return await client.AddAsync(1, 2, 3)" }),
        new(
            "an argument wider (`int` to `long`), and a large value",
            Plain,
            Plain with { Member = "Task<int> AddAsync(int a, long b)", Body = "Task.FromResult((int)(a + b % 10))", Call = "return await client.AddAsync(1, 30_000_000_002)" }),
        new(
            "an argument wider, with a raised `Since`",
            Plain,
            Plain with { Version = "1.3", Member = "[RpcMethod(Since = \"1.3\")] Task<int> AddAsync(int a, long b)", Body = "Task.FromResult((int)(a + b % 10))", Call = "return await client.AddAsync(1, 30_000_000_002)" }),
        new(
            "an argument narrower (`long` to `int`), and a large value",
            Plain with { Member = "Task<int> AddAsync(int a, long b)", Body = "Task.FromResult((int)(a + b % 10))", Call = "return await client.AddAsync(1, 30_000_000_002)" },
            Plain),
        new(
            "an argument of another kind (`int` to `string`)",
            Plain,
            Plain with { Member = "Task<int> AddAsync(int a, string b)", Body = "Task.FromResult(a + b.Length)", Call = "return await client.AddAsync(1, \"ab\")" }),
        new(
            "an argument that may be null (`int` to `int?`), and null",
            Plain,
            Plain with { Member = "Task<int> AddAsync(int a, int? b)", Body = "Task.FromResult(a + b ?? 2)", Call = "return await client.AddAsync(1, null)" }),
        new("a result wider (`int` to `long`), and a large value", Counted, CountedLong),
        new("a result narrower (`long` to `int`), and a large value", CountedLong, Counted),
        new(
            "a result taken away",
            Plain,
            new("Task AddAsync(int a, int b)", "Task.CompletedTask", "await client.AddAsync(1, 2); return \"done\"")),
        new(
            "a result where there was none",
            new("Task AddAsync(int a, int b)", "Task.CompletedTask", "await client.AddAsync(1, 2); return \"done\""),
            Plain),
        new(
            "a call without a result becomes a cast",
            new("Task AddAsync(int a, int b)", "Task.CompletedTask", "await client.AddAsync(1, 2); return \"done\""),
            new("[RpcOneWay] Task AddAsync(int a, int b)", "Task.CompletedTask", "await client.AddAsync(1, 2); return \"done\"")),
        new(
            "a property added to a result",
            Report,
            Report with { Body = "Task.FromResult(new Report(1, \"a\", 5))", Types = "public record Report(int Year, string Title, int Pages);" }),
        new(
            "a property removed from a result",
            Report,
            Report with { Body = "Task.FromResult(new Report(1))", Types = "public record Report(int Year);" }),
        new(
            "a property added to an argument",
            Store,
            Store with { Call = "return await client.StoreAsync(new Report(1, \"a\", 5))", Types = "public record Report(int Year, string Title, int Pages);" }),
        new(
            "a required property added to an argument",
            Store,
            Store with { Call = "return await client.StoreAsync(new Report(1, \"a\") { Pages = 5 })", Types = "public record Report(int Year, string Title) { public required int Pages { get; init; } }" }),
        new(
            "a name added to an enum of an argument, and sent",
            Paint,
            Paint with { Call = "return await client.PaintAsync(Colour.Green)", Types = "public enum Colour { Red, Green }" }),
        new("an exception declared, and raised", Refuse, Declared),
        new("an exception with a property declared, and raised", RefuseMore, DeclaredMore),
        new("an exception declared no more, and raised", Declared, Refuse),
        new("an exception with a property declared no more, and raised", DeclaredMore, RefuseMore),
        new(
            "a declared exception that gets a `Class` in Python, and raised",
            Declared,
            Declared with { Member = "[RpcThrows<KeyNotFoundException>(Class = \"NoKey\", Module = \"shop\")] " + Plain.Member }),
        new("`Version` raised by a minor one", Plain, Plain with { Version = "1.3" }),
        new(
            "`Since` raised without a reason",
            Plain,
            Plain with { Version = "1.3", Member = "[RpcMethod(Since = \"1.3\")] Task<int> AddAsync(int a, int b)" }),
        new(
            "`Version` lowered, below a member's old `Since`",
            Plain with { Member = "[RpcMethod(Since = \"1.2\")] Task<int> AddAsync(int a, int b)" },
            Plain with { Version = "1.1", Others = [], Member = "Task<int> AddAsync(int a, int b)" }),
        new("`Version` raised by a major one", Plain, Plain with { Version = "2.0" }),
    ];
}
