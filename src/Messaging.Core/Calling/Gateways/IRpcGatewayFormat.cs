using System.Buffers;

namespace Messaging;

/// <summary>A format of requests and responses on an HTTP gateway, besides JSON: such as Thrift's. It turns bytes into calls, and their
/// outcomes into bytes; the gateway authorizes and makes the calls.</summary>
/// <remarks>Used for any number of requests at the same time.</remarks>
public interface IRpcGatewayFormat
{
    /// <summary>The content type of its requests, such as <c>application/x-thrift</c>. Responses have the same.</summary>
    string MediaType { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The whole body. It must not be touched once the task has completed.</param>
    /// <param name="caller">Makes the calls of the request.</param>
    /// <param name="answer">The destination of the response. Nothing is sent when this method throws.</param>
    /// <exception cref="SerializationException">The body is not a request of this format. The client gets status 400, and the
    /// message.</exception>
    /// <exception cref="MessagingException">An exception of <paramref name="caller"/> that was not caught: the client gets the status of
    /// the problem.</exception>
    Task AnswerAsync(ReadOnlyMemory<byte> request, IRpcGatewayCaller caller, IBufferWriter<byte> answer);
}
