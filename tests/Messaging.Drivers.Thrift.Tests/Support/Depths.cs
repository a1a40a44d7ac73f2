namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>Returns another type than its file declares.</summary>
public sealed class Depths
{
    public string Depth(RpcValue tree) => tree.IsMissing ? "none" : "many";
}
