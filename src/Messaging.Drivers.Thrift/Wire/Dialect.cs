using Thrift.Protocol;
using Thrift.Transport;

namespace Messaging.Drivers.Thrift.Wire;

/// <summary>The protocol and the framing of a connection.</summary>
internal readonly record struct Dialect(WireProtocol Protocol, bool IsFramed, bool IsZlib)
{
    public TProtocol Over(TTransport transport) => Protocol switch
    {
        WireProtocol.Binary or WireProtocol.OldBinary when transport is MemoryTransport memory =>
            new MemoryBinaryProtocol(memory, isStrict: Protocol == WireProtocol.Binary),
        WireProtocol.Compact => new TCompactProtocol(transport),
        WireProtocol.Json => new TJsonProtocol(transport),
        WireProtocol.OldBinary => new TBinaryProtocol(transport, strictRead: false, strictWrite: false),
        _ => new TBinaryProtocol(transport, strictRead: true, strictWrite: true),
    };

    public override string ToString()
    {
        var protocol = Protocol switch
        {
            WireProtocol.Compact => "compact",
            WireProtocol.Json => "JSON",
            WireProtocol.OldBinary => "binary without a version",
            _ => "binary",
        };
        return $"{protocol}, {(IsFramed ? "framed" : "not framed")}{(IsZlib ? ", in zlib" : "")}";
    }
}
