using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Messaging.Benchmarks.Subjects.Grpc;

/// <summary>The service, by hand as the generator would write it: a unary method, from text to text.</summary>
[BindServiceMethod(typeof(GrpcEcho), nameof(Bind))]
internal class GrpcEcho
{
    public static readonly Method<StringValue, StringValue> Method = new(
        MethodType.Unary, "benchmark.Echo", nameof(Echo), Marshaller(), Marshaller());

    public static void Bind(ServiceBinderBase binder, GrpcEcho? service) => binder.AddMethod(
        Method, service is null ? null : new UnaryServerMethod<StringValue, StringValue>(service.Echo));

    // Virtual, for gRPC looks for what overrides the generated base.
    public virtual Task<StringValue> Echo(StringValue request, ServerCallContext context) =>
        Task.FromResult(new StringValue { Value = request.Value });

    private static Marshaller<StringValue> Marshaller() => Marshallers.Create(
        (StringValue value, SerializationContext context) =>
        {
            context.SetPayloadLength(value.CalculateSize());
            value.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context => StringValue.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}
