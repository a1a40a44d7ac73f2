using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Messaging.Context;
using Messaging.Serialization;

namespace Messaging.Dispatching;

/// <summary>Locates each parameter's argument in a request. The values are read when the method asks for them, as the types that it
/// declares.</summary>
internal struct ArgumentBinder
{
    private Inline _first;
    private Slice[]? _more;

    /// <summary>Finds the arguments.</summary>
    /// <exception cref="InvalidArgumentsException">An argument is unknown, or a required one is missing.</exception>
    public void Bind(RpcMethod method, ReadOnlySpan<byte> arguments)
    {
        var parameters = method.ParameterArray;
        _more = parameters.Length > Inline.Size ? new Slice[parameters.Length - Inline.Size] : null;
        if (!arguments.IsEmpty)
        {
            var reader = new Utf8JsonReader(arguments, EnvelopeFields.ReaderOptions);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var index = IndexOf(parameters, ref reader);
                if (index < 0)
                {
                    if (!method.TakesExtra)
                    {
                        throw Unknown(method, reader.GetString()!);
                    }

                    reader.Read();
                    reader.Skip();
                    continue;
                }

                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                At(index) = new Slice(start, (int)reader.BytesConsumed - start);
            }
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsOptional && At(i).Length == 0)
            {
                throw new InvalidArgumentsException(
                    method.Name, $"{method.Name}() needs the argument '{parameters[i].Name}'. It takes {Names(parameters)}.");
            }
        }
    }

    /// <summary>The location of an argument; empty when the caller left it out.</summary>
    public Slice Get(int index) => At(index);

    /// <summary>Reads an argument.</summary>
    /// <exception cref="InvalidArgumentsException">The argument is not of the type.</exception>
    public T Read<T>(RpcMethod method, int index, ReadOnlySpan<byte> arguments, JsonPayloadSerializer serializer)
    {
        var place = At(index);
        try
        {
            if (method.ParameterArray[index].IsExtra)
            {
                return (T)(object)ReadExtra(method, arguments);
            }

            return serializer.Read<T>(arguments.Slice(place.Start, place.Length))!;
        }
        catch (Exception e)
        {
            throw NotOfType<T>(method, index, e);
        }
    }

    /// <summary>Reads an argument that is transformed first.</summary>
    /// <exception cref="InvalidArgumentsException">The transformed argument is not of the type.</exception>
    public T Read<T>(
        RpcMethod method, int index, ReadOnlySpan<byte> arguments, JsonPayloadSerializer serializer, EntitySerializer entities,
        RpcContext context)
    {
        if (method.ParameterArray[index].IsExtra)
        {
            var extra = ReadExtra(method, arguments);
            foreach (var (name, value) in extra)
            {
                extra[name] = entities.DeserializeEntity(context, value);
            }

            return (T)(object)extra;
        }

        var place = At(index);
        var entity = entities.DeserializeEntity(context, RpcValue.Of(arguments.Slice(place.Start, place.Length)));
        try
        {
            return EntityCalls.Read<T>(entity, serializer)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw NotOfType<T>(method, index, e);
        }
    }

    private static InvalidArgumentsException NotOfType<T>(RpcMethod method, int index, Exception e) =>
        new(
            method.Name,
            $"{method.Name}(): the argument '{method.ParameterArray[index].Name}' is not a valid {typeof(T)}: "
                + $"{JsonPayloadSerializer.Reason(e)}");

    private static Dictionary<string, RpcValue> ReadExtra(RpcMethod method, ReadOnlySpan<byte> arguments)
    {
        var extra = new Dictionary<string, RpcValue>(StringComparer.Ordinal);
        if (arguments.IsEmpty)
        {
            return extra;
        }

        var reader = new Utf8JsonReader(arguments, EnvelopeFields.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (IndexOf(method.ParameterArray, ref reader) >= 0)
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            var name = reader.GetString()!;
            reader.Read();
            extra[name] = new RpcValue(JsonElement.ParseValue(ref reader));
        }

        return extra;
    }

    private static int IndexOf(RpcParameter[] parameters, ref Utf8JsonReader reader)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsExtra && reader.ValueTextEquals(parameters[i].Utf8Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static InvalidArgumentsException Unknown(RpcMethod method, string name) =>
        new(method.Name, $"{method.Name}() has no argument '{name}'. It takes {Names(method.ParameterArray)}.");

    private static string Names(RpcParameter[] parameters) =>
        parameters.Length == 0
            ? "none"
            : string.Join(", ", parameters.Select(p => p.IsExtra ? "any other" : p.IsOptional ? $"{p.Name} (optional)" : p.Name));

    [UnscopedRef]
    private ref Slice At(int index)
    {
        if (index < Inline.Size)
        {
            return ref _first[index];
        }

        return ref _more![index - Inline.Size];
    }

    [InlineArray(Size)]
    private struct Inline
    {
        public const int Size = 4;
        private Slice _first;
    }
}
