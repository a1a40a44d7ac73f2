using Messaging.Contracts;
using Messaging.Drivers.Thrift.Idl;
using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift;

/// <summary>A service as a <c>.thrift</c> file or a C# contract declares it: its methods, and the types of all that they take, return and throw.</summary>
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

    /// <summary>The name of the service in its file; of a contract, that of the interface without the I.</summary>
    public string Name { get; }

    /// <summary>The names of its methods as they are in the file and on the wire, those of the services that it extends included.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Its methods, each once.</summary>
    internal IReadOnlyList<ThriftMethod> AllMethods { get; }

    /// <summary>Reads a service from a file and those that it includes, without the Thrift compiler.</summary>
    /// <param name="path">The file. What it includes is looked for beside it.</param>
    /// <param name="service">The name of the service, or null when the file declares only one.</param>
    /// <param name="includeFolders">Where else included files are looked for, in this order, as <c>thrift -I</c> does; null for nowhere.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ThriftIdlException">The file says something that cannot be understood; the error has the line and the column.</exception>
    /// <exception cref="ArgumentException">The file declares no service of that name, or several and none is named.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ThriftService Load(string path, string? service = null, IEnumerable<string>? includeFolders = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(new IdlLoader([.. includeFolders ?? []]).Load(path), service);
    }

    /// <summary>Reads a service from a text in the language of <c>.thrift</c> files. It includes no files.</summary>
    /// <param name="text">The text.</param>
    /// <param name="service">The name of the service, or null when the text declares only one.</param>
    /// <param name="name">What stands for the file in errors, and is the module of its exceptions.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ThriftIdlException">The text says something that cannot be understood; the error has the line and the column.</exception>
    /// <exception cref="ArgumentException">The text declares no service of that name, or several and none is named.</exception>
    public static ThriftService Parse(string text, string? service = null, string name = "service.thrift")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Create(IdlLoader.Parse(name, text), service);
    }

    /// <summary>The service that a C# contract is, whose fields are numbered with <see cref="RpcFieldAttribute"/>: no file is read.</summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <returns>The service. Its names are those that the contract has on every other transport.</returns>
    /// <exception cref="InvalidOperationException">Nothing was generated for the interface, or its fields are not numbered.</exception>
    public static ThriftService For<T>()
        where T : class
    {
        var program = IdlLoader.Parse(typeof(T).Name, IdlOf<T>());
        var service = program.Services.Single();
        return new ThriftService(service.Name, new IdlResolver(keepsNames: true).Resolve(program, service));
    }

    /// <summary>A C# contract whose fields are numbered with <see cref="RpcFieldAttribute"/> in the language of <c>.thrift</c> files, for peers in other
    /// languages.</summary>
    /// <typeparam name="T">The interface, marked with <see cref="RpcContractAttribute"/>.</typeparam>
    /// <returns>The text of a file.</returns>
    /// <exception cref="InvalidOperationException">Nothing was generated for the interface, or its fields are not numbered.</exception>
    public static string IdlOf<T>()
        where T : class => RpcContracts.Describe<T>().Idl ?? throw new InvalidOperationException(
            $"{typeof(T)} is no Thrift service: Thrift knows fields by their numbers. Mark its parameters, and the properties of what travels, with [RpcField(1)].");

    /// <summary>The method of a name, in the spelling of the file or in snake_case; or null.</summary>
    internal ThriftMethod? Find(string method) => _methods.GetValueOrDefault(method);

    /// <summary>The method of a name as it is on the wire, or null.</summary>
    internal ThriftMethod? FindOnWire(string method) => _methods.GetValueOrDefault(method) is { } found && found.IdlName == method ? found : null;

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
