using System.Buffers;

namespace Messaging;

/// <summary>A form that requests and answers may have on a gateway over HTTP, beside JSON: such as Thrift's. It turns bytes into calls, and their ends into
/// bytes; the gateway says who may call what, and makes the calls.</summary>
/// <remarks>Used for any number of requests at the same time.</remarks>
public interface IRpcGatewayFormat
{
    /// <summary>The content type by which its requests are known, such as <c>application/x-thrift</c>. Answers have the same.</summary>
    string MediaType { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The body, whole. Not to be touched when the answer is there.</param>
    /// <param name="caller">Makes the calls that it asks for.</param>
    /// <param name="answer">Where the answer goes. Nothing is sent when this throws.</param>
    /// <exception cref="SerializationException">The body is no request of this form. The client gets status 400, and the message.</exception>
    /// <exception cref="MessagingException">One of the caller's, let through: the client gets the status of the problem.</exception>
    Task AnswerAsync(ReadOnlyMemory<byte> request, IRpcGatewayCaller caller, IBufferWriter<byte> answer);
}
