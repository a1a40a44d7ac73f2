namespace Messaging.DriverContract;

/// <summary>A contract of which not everybody may call everything.</summary>
[RpcContract("vault")]
[RpcAuthorize("staff")]
public interface IVault
{
    Task<string> ReadAsync();

    [RpcAuthorize("owner")]
    Task<string> OpenAsync();

    [RpcOneWay]
    Task EmptyAsync();
}
