using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Resolves the names of a file, and creates the types and the methods of a service.</summary>
/// <param name="keepsNames">Whether names stay as they are in the file instead of becoming snake_case.</param>
internal sealed class IdlResolver(bool keepsNames = false)
{
    private readonly Dictionary<IdlDeclaration, ThriftType> _types = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<IdlTypedef> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(IdlProgram Program, StructType Struct, IdlStruct Declaration)> _withoutFields = new();
    private readonly List<(IdlProgram Program, ThriftField Field, IdlValue Value)> _defaults = [];

    /// <summary>Returns the methods of a service, including those of the services that it extends.</summary>
    public List<ThriftMethod> Resolve(IdlProgram program, IdlService service)
    {
        var functions = new List<(IdlProgram Program, IdlFunction Function)>();
        var seen = new HashSet<IdlService>(ReferenceEqualityComparer.Instance);
        for (var (home, next) = (program, service); ;)
        {
            if (!seen.Add(next))
            {
                throw service.Place.Error($"the service '{service.Name}' extends itself. Break the cycle.");
            }

            foreach (var function in next.Functions)
            {
                if (functions.Find(known => known.Function.Name == function.Name).Function is { } heir)
                {
                    throw heir.Place.Error($"the extended service '{next.Name}' already has the method '{function.Name}'. Give it another "
                        + "name.");
                }

                functions.Add((home, function));
            }

            if (next.Base is not { } parent)
            {
                break;
            }

            (home, next) = home.Find(parent.Name) is (var found, IdlService known2)
                ? (found, known2)
                : throw parent.Place.Error($"there is no service '{parent.Name}'. Declare it, or include its file.");
        }

        var names = NamesOf([.. functions.Select(function => function.Function.Name)]);
        var methods = functions.Select((function, i) => Resolve(function.Program, function.Function, names[i])).ToList();
        while (_withoutFields.TryDequeue(out var next))
        {
            next.Struct.SetFields(Resolve(next.Program, next.Declaration.Fields));
        }

        foreach (var (home, field, value) in _defaults)
        {
            field.DefaultValue = new IdlConstants().Read(home, value, field.Type);
        }

        return methods;
    }

    public ThriftType Resolve(IdlProgram program, IdlTypeName name)
    {
        if (name.Name is "list" or "set")
        {
            return new ListType(Resolve(program, name.Parts[0]), name.Name == "set");
        }

        if (name.Name == "map")
        {
            return new MapType(Resolve(program, name.Parts[0]), Resolve(program, name.Parts[1]));
        }

        if (BaseType.Find(name.Name) is { } known)
        {
            return known;
        }

        return program.Find(name.Name) is (var home, IdlStruct or IdlEnum or IdlTypedef) found
            ? Resolve(home, found.Item2, name)
            : throw name.Place.Error($"there is no type '{name.Name}'. Declare it, or include its file and put the file's name in front "
                + "of it.");
    }

    private ThriftType Resolve(IdlProgram home, IdlDeclaration declaration, IdlTypeName name)
    {
        if (_types.TryGetValue(declaration, out var type))
        {
            return type;
        }

        switch (declaration)
        {
            case IdlEnum declared:
                type = new EnumType(declared.Name, declared.Values, NamesOf([.. declared.Values.Select(value => value.Key)]));
                break;
            case IdlStruct declared:
                var made = new StructType(declared.Name, declared.Namespace ?? home.Name, declared.Kind);
                _withoutFields.Enqueue((home, made, declared));
                type = made;
                break;
            case IdlTypedef declared:
                if (!_open.Add(declared))
                {
                    throw declared.Place.Error($"the type '{declared.Name}' is an alias of itself. Break the cycle.");
                }

                type = Resolve(home, declared.Type);
                _open.Remove(declared);
                break;
            default:
                throw name.Place.Error($"'{name.Name}' is not a type.");
        }

        _types[declaration] = type;
        return type;
    }

    private string[] NamesOf(string[] names) => keepsNames ? names : SnakeNames.Of(names);

    private ThriftMethod Resolve(IdlProgram program, IdlFunction function, string name)
    {
        var arguments = new StructType(function.Name, program.Name, StructKind.Arguments);
        arguments.SetFields(Resolve(program, function.Arguments));
        var throws = Resolve(program, function.Throws);
        for (var i = 0; i < throws.Count; i++)
        {
            if (throws[i].Type is not StructType { Kind: StructKind.Exception })
            {
                throw function.Throws[i].Place.Error($"'{function.Name}' throws '{throws[i].Type}', which is not an exception. Declare it "
                    + "as one.");
            }
        }

        var result = function.Result is null ? null : Resolve(program, function.Result);
        return new ThriftMethod(function.Name, name, arguments, result, throws, function.IsOneway);
    }

    private List<ThriftField> Resolve(IdlProgram program, IReadOnlyList<IdlField> fields)
    {
        var names = NamesOf([.. fields.Select(field => field.Name)]);
        var resolved = new List<ThriftField>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var field = new ThriftField(fields[i].Id, fields[i].Name, names[i], Resolve(program, fields[i].Type), fields[i].Presence);
            if (fields[i].Default is { } value)
            {
                _defaults.Add((program, field, value));
            }

            resolved.Add(field);
        }

        return resolved;
    }
}
