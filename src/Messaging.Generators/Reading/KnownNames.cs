namespace Messaging.Generators.Reading;

/// <summary>The names of the library's types that have a meaning in a contract.</summary>
internal static class KnownNames
{
    public const string Contract = "Messaging.RpcContractAttribute";
    public const string Endpoint = "Messaging.RpcEndpointAttribute";
    public const string Method = "Messaging.RpcMethodAttribute";
    public const string Argument = "Messaging.RpcArgumentAttribute";
    public const string Extra = "Messaging.RpcExtraArgumentsAttribute";
    public const string OneWay = "Messaging.RpcOneWayAttribute";
    public const string Fanout = "Messaging.RpcFanoutAttribute";
    public const string Authorize = "Messaging.RpcAuthorizeAttribute";
    public const string Throws = "Messaging.RpcThrowsAttribute<TException>";
    public const string Field = "Messaging.RpcFieldAttribute";
    public const string Context = "Messaging.RpcContext";
    public const string Value = "Messaging.RpcValue";
}
