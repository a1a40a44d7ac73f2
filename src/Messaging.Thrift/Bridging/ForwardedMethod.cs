using Messaging.Drivers;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Thrift.Bridging;

/// <summary>A method whose calls are forwarded.</summary>
/// <param name="method">The method.</param>
/// <param name="client">Forwards them.</param>
internal sealed class ForwardedMethod(ThriftMethod method, RpcClient client)
{
    /// <summary>Forwards a call, and returns its answer.</summary>
    /// <exception cref="InvalidArgumentsException">The arguments do not fit the method, here or at the last server.</exception>
    public async ValueTask<RpcValue> RunAsync(RpcInvocation call)
    {
        var arguments = ServiceMethods.ReadArguments(call, method.Arguments);
        try
        {
            if (!method.IsOneway)
            {
                return await client.CallAsync(null, method.Name, arguments, call.CancellationToken).ConfigureAwait(false);
            }

            await client.CastAsync(null, method.Name, arguments, call.CancellationToken).ConfigureAwait(false);
            return RpcValue.Null;
        }
        catch (InvalidArgumentsException e)
        {
            throw call.RefuseArguments(e.Message);
        }
        catch (SerializationException)
        {
            // Either the arguments or the answer do not fit; writing the arguments once more shows which.
            using var written = MessageBuffer.Rent();
            await ServiceMethods.WriteArgumentsAsync(call, method, arguments, written).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (ForwardedFailure.Of(e) is { } told)
        {
            throw told;
        }
    }
}
