using DotnetPeer.Endpoints;
using Messaging;

namespace DotnetPeer.Driving;

/// <summary>Makes the server that a command describes.</summary>
internal static class PeerServer
{
    private const int Threads = 64;

    public static RpcServer Create(Transport transport, PeerCommand command)
    {
        var target = new Target { Topic = command.Topic, Server = command.Server ?? "server1", Exchange = command.Exchange };
        var endpoints = EndpointList.Create(target.Server, command.AccessPolicy ?? "default", transport);
        return RpcServer.Create(transport, target, endpoints, new RpcServerOptions
        {
            SendTraces = true,
            Dispatch = DispatchPolicy.Concurrent(command.Threads ?? Threads),
            Ping = command.Ping,
        });
    }
}
