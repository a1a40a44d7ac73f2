using Messaging.Serialization;

namespace Messaging.Endpoints;

/// <summary>The methods of a server. Finds the method that a request names, by oslo's rule: endpoints in order, the first match.</summary>
internal sealed class EndpointTable(IReadOnlyList<RpcEndpoint> endpoints)
{
    private readonly RpcEndpoint[] _endpoints = [.. endpoints];

    /// <summary>The methods that look served but are not, separated by commas.</summary>
    public string LeftOut => string.Join(", ", _endpoints.SelectMany(static endpoint => endpoint.LeftOut));

    /// <summary>Finds the method.</summary>
    /// <exception cref="MethodNotFoundException">An endpoint of that namespace and version is there, but none has the method.</exception>
    /// <exception cref="UnsupportedVersionException">No endpoint has that namespace and a compatible version.</exception>
    public RpcMethod Find(Request request)
    {
        var name = request.Method ?? throw new InvalidArgumentsException("", "The request names no method.");
        var fits = false;
        if (TryParseVersion(request, out var version))
        {
            foreach (var endpoint in _endpoints)
            {
                if (!endpoint.Accepts(request.Namespace) || !endpoint.ParsedVersion.Serves(version))
                {
                    continue;
                }

                fits = true;
                if (endpoint.TryGetMethod(name, out var method))
                {
                    return method;
                }
            }
        }

        // The texts are Python's: a Python caller sees only the text of the error.
        throw fits
            ? new MethodNotFoundException(name, $"Endpoint does not support RPC method {name}")
            : new UnsupportedVersionException(
                name,
                $"Endpoint does not support RPC version {(request.HasVersionNull ? "None" : request.Version ?? "1.0")}. "
                    + $"Attempted method: {name}");
    }

    private static bool TryParseVersion(Request request, out RpcVersion version)
    {
        if (request.Version is null)
        {
            version = RpcVersion.Default;
            return !request.HasVersionNull;
        }

        return RpcVersion.TryParse(request.Version, out version);
    }
}
