namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>Serves crosstest.thrift.</summary>
public sealed class CrossEndpoint
{
    private int _oneway;

    public string Ping(string text) => text + "!";

    public void TestVoid()
    {
    }

    public string TestString(string thing) => thing;

    public bool TestBool(bool thing) => thing;

    public sbyte TestByte(sbyte thing) => thing;

    public short TestI16(short thing) => thing;

    public int TestI32(int thing) => thing;

    public long TestI64(long thing) => thing;

    public double TestDouble(double thing) => thing;

    public byte[] TestBinary(byte[] thing) => thing;

    public RpcValue TestStruct(RpcValue thing) => thing;

    public RpcValue TestNest(RpcValue thing) => thing;

    public Dictionary<int, int> TestMap(Dictionary<int, int> thing) => thing;

    public Dictionary<string, string> TestStringMap(Dictionary<string, string> thing) => thing;

    public HashSet<int> TestSet(HashSet<int> thing) => thing;

    public IReadOnlyList<int> TestList(IReadOnlyList<int> thing) => thing;

    public RpcValue TestEnum(RpcValue thing) => thing;

    public long TestTypedef(long thing) => thing;

    public Dictionary<int, Dictionary<int, int>> TestMapMap(int hello) => new()
    {
        [-4] = Enumerable.Range(-4, 4).ToDictionary(n => n),
        [4] = Enumerable.Range(1, 4).ToDictionary(n => n),
    };

    public object TestInsanity(RpcValue argument) => new Dictionary<string, object>
    {
        ["1"] = new { two = argument, three = argument },
        ["2"] = new { six = new { userMap = new { }, xtructs = Array.Empty<int>() } },
    };

    public object TestMulti(sbyte arg0, int arg1, long arg2, Dictionary<short, string> arg3, RpcValue arg4, long arg5) =>
        new { string_thing = "Hello2", byte_thing = arg0, i32_thing = arg1, i64_thing = arg2 };

    public void TestException(string arg)
    {
        if (arg == "Xception")
        {
            throw Xception(arg);
        }

        if (arg == "TException")
        {
            throw new InvalidOperationException("This is another");
        }
    }

    public object TestMultiException(string arg0, string arg1) => arg0 switch
    {
        "Xception" => throw Xception("This is an Xception"),
        "Xception2" => throw new RemoteException("Xception2", "crosstest", "second", keywordArguments: RpcValue.Parse(
            """{"error_code": 2002, "struct_thing": {"string_thing": "This is an Xception2"}}""")),
        _ => new { string_thing = arg1 },
    };

    public void TestOneway(int number) => Interlocked.Add(ref _oneway, number);

    public int TestOnewayCount() => Volatile.Read(ref _oneway);

    public RpcValue TestCrazy(RpcValue thing) => thing;

    public RpcValue TestDefaults(RpcValue thing) => thing;

    public RpcValue TestTree(RpcValue thing) => thing;

    public RpcValue TestReserved(RpcValue thing) => thing;

    public RpcValue TestOld(RpcValue thing) => thing;

    public RpcValue TestChoice(RpcValue thing) => thing;

    private static RemoteException Xception(string message) => new("Xception", "crosstest", message, keywordArguments: RpcValue.Parse(
        $$"""{"errorCode": 1001, "message": "{{message}}"}"""));
}
