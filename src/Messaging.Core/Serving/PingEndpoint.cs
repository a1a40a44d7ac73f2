namespace Messaging.Serving;

/// <summary>Answers oslo.messaging's ping. It comes last, so a user's method of that name takes precedence.</summary>
internal static class PingEndpoint
{
    public static RpcEndpoint Create() => new(
        [RpcMethod.Create("oslo_rpc_server_ping", [RpcParameter.Extra("ignored")], static _ => ValueTask.FromResult("pong"))]);
}
