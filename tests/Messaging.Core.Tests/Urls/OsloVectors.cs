namespace Messaging.Core.Tests.Urls;

/// <summary>What oslo.messaging 14.0.3 reads from a URL and prints again: URL, scheme, virtual host, hosts, options, printed.</summary>
/// <remarks>A host is its name, port, user and password. Two IPv6 hosts in one URL are an error there and not here.</remarks>
internal static class OsloVectors
{
    public static readonly TheoryData<string, string, string?, string, string, string> All = new()
    {
        { "rabbit://", "rabbit", null, """[]""", """{}""", "rabbit:///" },
        { "rabbit:///", "rabbit", "", """[]""", """{}""", "rabbit:///" },
        { "rabbit://host", "rabbit", null, """[["host", null, null, null]]""", """{}""", "rabbit://host/" },
        { "rabbit://host/", "rabbit", "", """[["host", null, null, null]]""", """{}""", "rabbit://host/" },
        { "rabbit://host:5673/", "rabbit", "", """[["host", 5673, null, null]]""", """{}""", "rabbit://host:5673/" },
        { "rabbit://host:/", "rabbit", "", """[["host", null, null, null]]""", """{}""", "rabbit://host/" },
        { "rabbit://guest:guest@127.0.0.1:5672//", "rabbit", "/",
            """[["127.0.0.1", 5672, "guest", "guest"]]""", """{}""", "rabbit://guest:guest@127.0.0.1:5672//" },
        { "rabbit://u:p@h:1/vh", "rabbit", "vh", """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1/vh" },
        { "rabbit://u:p@h:1/%2F", "rabbit", "/", """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1//" },
        { "rabbit://u:p@h:1/%2Fvh%2Fsub", "rabbit", "/vh/sub", """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1//vh/sub" },
        { "rabbit://u:p@h:1/a/b", "rabbit", "a/b", """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1/a/b" },
        { "rabbit://u:p@h:1//vh", "rabbit", "/vh", """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1//vh" },
        { "rabbit://u:p@h:1", "rabbit", null, """[["h", 1, "u", "p"]]""", """{}""", "rabbit://u:p@h:1/" },
        { "rabbit://u:p@h1:1,u2:p2@h2:2/vh", "rabbit", "vh",
            """[["h1", 1, "u", "p"], ["h2", 2, "u2", "p2"]]""", """{}""", "rabbit://u:p@h1:1,u2:p2@h2:2/vh" },
        { "rabbit://u:p@h1:1,h2:2/vh", "rabbit", "vh",
            """[["h1", 1, "u", "p"], ["h2", 2, null, null]]""", """{}""", "rabbit://u:p@h1:1,h2:2/vh" },
        { "rabbit://h1,h2,h3/vh", "rabbit", "vh",
            """[["h1", null, null, null], ["h2", null, null, null], ["h3", null, null, null]]""", """{}""", "rabbit://h1,h2,h3/vh" },
        { "rabbit://u:p@h1,,h2/", "rabbit", "", """[["h1", null, "u", "p"], ["h2", null, null, null]]""", """{}""", "rabbit://u:p@h1,h2/" },
        { "rabbit://u:p@[::1]:5672/v", "rabbit", "v", """[["::1", 5672, "u", "p"]]""", """{}""", "rabbit://u:p@[::1]:5672/v" },
        { "rabbit://u:p@[fe80::1]/v", "rabbit", "v", """[["fe80::1", null, "u", "p"]]""", """{}""", "rabbit://u:p@[fe80::1]/v" },
        { "rabbit://us%40er:p%40ss%3Aw%2Fd@h/v", "rabbit", "v",
            """[["h", null, "us@er", "p@ss:w/d"]]""", """{}""", "rabbit://us%40er:p%40ss%3Aw%2Fd@h/v" },
        { "rabbit://us@er:pass@h/v", "rabbit", "v", """[["h", null, "us@er", "pass"]]""", """{}""", "rabbit://us%40er:pass@h/v" },
        { "rabbit://u:p:q@h/v", "rabbit", "v", """[["h", null, "u", "p:q"]]""", """{}""", "rabbit://u:p%3Aq@h/v" },
        { "rabbit://u:@h/v", "rabbit", "v", """[["h", null, "u", ""]]""", """{}""", "rabbit://u:@h/v" },
        { "rabbit://:p@h/v", "rabbit", "v", """[["h", null, "", "p"]]""", """{}""", "rabbit://:p@h/v" },
        { "rabbit://u@h/v", "rabbit", "v", """[["h", null, "u", null]]""", """{}""", "rabbit://u@h/v" },
        { "rabbit://@h/v", "rabbit", "v", """[["h", null, "", null]]""", """{}""", "rabbit://@h/v" },
        { "rabbit://u:p%2Cq@h/v", "rabbit", "v", """[["h", null, "u", "p,q"]]""", """{}""", "rabbit://u:p%2Cq@h/v" },
        { "rabbit://u:p+q@h/v", "rabbit", "v", """[["h", null, "u", "p+q"]]""", """{}""", "rabbit://u:p%2Bq@h/v" },
        { "rabbit://u:%C3%A9@h/v", "rabbit", "v", """[["h", null, "u", "é"]]""", """{}""", "rabbit://u:%C3%A9@h/v" },
        { "rabbit://h/v?ssl=true", "rabbit", "v", """[["h", null, null, null]]""", """{"ssl": "true"}""", "rabbit://h/v?ssl=true" },
        { "rabbit://h/v?heartbeat_timeout_threshold=10&amqp_durable_queues=1", "rabbit", "v",
            """[["h", null, null, null]]""", """{"heartbeat_timeout_threshold": "10", "amqp_durable_queues": "1"}""",
            "rabbit://h/v?heartbeat_timeout_threshold=10&amqp_durable_queues=1" },
        { "rabbit://h/?k=a%2Cb", "rabbit", "", """[["h", null, null, null]]""", """{"k": "a,b"}""", "rabbit://h/?k=a%2Cb" },
        { "rabbit://h?x=1", "rabbit", null, """[["h", null, null, null]]""", """{"x": "1"}""", "rabbit://h/?x=1" },
        { "kombu://h/v", "kombu", "v", """[["h", null, null, null]]""", """{}""", "kombu://h/v" },
        { "kombu+memory:///", "kombu+memory", "", """[]""", """{}""", "kombu+memory:///" },
        { "kombu+memory:///vh", "kombu+memory", "vh", """[]""", """{}""", "kombu+memory:///vh" },
        { "RABBIT://H/V", "rabbit", "V", """[["H", null, null, null]]""", """{}""", "rabbit://H/V" },
        { "fake:", "fake", null, """[]""", """{}""", "fake:///" },
        { "fake:/", "fake", "", """[]""", """{}""", "fake:///" },
        { "fake://", "fake", null, """[]""", """{}""", "fake:///" },
        { "amqp://h/v", "amqp", "v", """[["h", null, null, null]]""", """{}""", "amqp://h/v" },
        { " ", "rabbit", null, """[]""", """{}""", "rabbit:///" },
        { "rabbit:", "rabbit", null, """[]""", """{}""", "rabbit:///" },
        { "rabbit://h/v w", "rabbit", "v w", """[["h", null, null, null]]""", """{}""", "rabbit://h/v%20w" },
        { "rabbit://h/%e4%bd%a0", "rabbit", "你", """[["h", null, null, null]]""", """{}""", "rabbit://h/%E4%BD%A0" },
        { "rabbit://[::1],[::2]:5/v", "rabbit", "v",
            """[["::1", null, null, null], ["::2", 5, null, null]]""", """{}""", "rabbit://[::1],[::2]:5/v" },
    };

    /// <summary>What oslo.messaging 14.0.3 reads although it passes a part over, and the part. It is refused here.</summary>
    public static readonly TheoryData<string, TransportUrlPart> PassedOver = new()
    {
        { "rabbit://h/v?a=1&a=2", TransportUrlPart.Query },
        { "rabbit://h/v?a=1&b=", TransportUrlPart.Query },
        { "rabbit://h/v#frag", TransportUrlPart.Fragment },
        { "h:1/v", TransportUrlPart.Scheme },
    };
}
