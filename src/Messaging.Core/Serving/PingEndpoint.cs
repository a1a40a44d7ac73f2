namespace Messaging.Serving;

/// <summary>Answers oslo.messaging's ping. It is asked last, so a method of that name among the user's own comes before it.</summary>
internal static class PingEndpoint
{
    public static RpcEndpoint Create() => new(
        [RpcMethod.Create("oslo_rpc_server_ping", [RpcParameter.Extra("ignored")], static _ => ValueTask.FromResult("pong"))]);
}
