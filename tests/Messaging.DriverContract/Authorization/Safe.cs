namespace Messaging.DriverContract;

/// <summary>An object with methods that not everybody may call.</summary>
public sealed class Safe
{
    public int Look() => 1;

    [RpcAuthorize]
    public int Turn() => 2;
}
