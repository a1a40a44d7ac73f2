using Messaging.Contracts;
using Messaging.Drivers.Thrift.Idl;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift;

/// <summary>
/// A service as a <c>.thrift</c> file or a C# contract declares it: its methods, and all types that they take, return and throw.
/// </summary>
/// <remarks>Immutable; safe for any number of threads.</remarks>
public sealed class ThriftService
{
    private readonly Dictionary<string, ThriftMethod> _methods = new(StringComparer.Ordinal);

    private ThriftService(string name, IReadOnlyList<ThriftMethod> methods)
    {
        Name = name;
        AllMethods = methods;
        Methods = [.. methods.Select(method => method.IdlName)];
        foreach (var method in methods)
        {
            _methods[method.IdlName] = method;
        }

        foreach (var method in methods)
        {
            _methods.TryAdd(method.Name, method);
        }
    }

    /// <summary>The name of the service in its file; for a contract, the name of the interface without the I.</summary>
    public string Name { get; }

    /// <summary>The names of its methods, as in the file and on the wire, including those of the services that it extends.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Its methods, each once.</summary>
    internal IReadOnlyList<ThriftMethod> AllMethods { get; }

    /// <summary>Reads a service from a file and those that it includes, without the Thrift compiler.</summary>
    /// <param name="path">The file. Included files are looked for next to it.</param>
    /// <param name="service">The name of the service, or null when the file declares only one.</param>
    /// <param name="includeFolders">Further folders for included files, searched in this order, as with <c>thrift -I</c>; null for
    /// none.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ThriftIdlException">The file cannot be understood; the error has the line and the column.</exception>
    /// <exception cref="ArgumentException">The file declares no service of that name, or it declares several and no name is
    /// given.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ThriftService Load(string path, string? service = null, IEnumerable<string>? includeFolders = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(new IdlLoader([.. includeFolders ?? []]).Load(path), service);
    }

    /// <summary>Reads a service from a text in the language of <c>.thrift</c> files. The text cannot include files.</summary>
    /// <param name="text">The text.</param>
    /// <param name="service">The name of the service, or null when the text declares only one.</param>
    /// <param name="name">The name that stands for the file in errors, and the module of the service's exceptions.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ThriftIdlException">The text cannot be understood; the error has the line and the column.</exception>
    /// <exception cref="ArgumentException">The text declares no service of that name, or it declares several and no name is
    /// given.</exception>
    public static ThriftService Parse(string text, string? service = null, string name = "service.thrift")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Create(IdlLoader.Parse(name, text), service);
    }

    /// <summary>
    /// Creates the service from a C# contract whose fields are numbered with <see cref="RpcFieldAttribute"/>; no file is read.
    /// </summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <returns>The service. Its names are those of the contract on every other transport.</returns>
    /// <exception cref="InvalidOperationException">Nothing was generated for the interface, or its fields are not numbered.</exception>
    public static ThriftService For<T>()
        where T : class
    {
        var program = IdlLoader.Parse(typeof(T).Name, IdlOf<T>());
        var service = program.Services.Single();
        return new ThriftService(service.Name, new IdlResolver(keepsNames: true).Resolve(program, service));
    }

    /// <summary>Writes a C# contract whose fields are numbered with <see cref="RpcFieldAttribute"/> in the language of <c>.thrift</c>
    /// files, for peers in other languages.</summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <returns>The text of a <c>.thrift</c> file.</returns>
    /// <exception cref="InvalidOperationException">Nothing was generated for the interface, or its fields are not numbered.</exception>
    public static string IdlOf<T>()
        where T : class => RpcContracts.Describe<T>().Idl ?? throw new InvalidOperationException(
            $"{typeof(T)} is not a Thrift service: Thrift identifies fields by their numbers. Mark its parameters, and the properties of "
                + "its types, with [RpcField(1)].");

    /// <summary>Finds a method by its name, in the spelling of the file or in snake_case; null when there is none.</summary>
    internal ThriftMethod? Find(string method) => _methods.GetValueOrDefault(method);

    /// <summary>Finds a method by its name on the wire; null when there is none.</summary>
    internal ThriftMethod? FindOnWire(string method) =>
        _methods.GetValueOrDefault(method) is { } found && found.IdlName == method ? found : null;

    private static ThriftService Create(IdlProgram program, string? service)
    {
        var known = program.Services.ToList();
        var names = known.Count == 0 ? "no service" : string.Join(", ", known.Select(one => one.Name));
        var chosen = service is null && known.Count == 1 ? known[0] : known.Find(one => one.Name == service);
        return chosen is not null
            ? new ThriftService(chosen.Name, new IdlResolver().Resolve(program, chosen))
            : throw new ArgumentException(
                service is null && known.Count > 1
                    ? $"'{program.Name}' declares several services. Name one of them: {names}."
                    : $"'{program.Name}' declares {names}{(service is null ? "" : $", and not '{service}'")}.",
                nameof(service));
    }
}
