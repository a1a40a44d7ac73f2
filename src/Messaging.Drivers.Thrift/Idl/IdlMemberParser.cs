using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Reads fields, methods, types and values.</summary>
internal sealed class IdlMemberParser(IdlWords words)
{
    private const int MostNested = 64;

    private int _depth;

    /// <summary>Reads fields, up to and including the closing bracket.</summary>
    public List<IdlField> ParseFields(string end)
    {
        var fields = new List<IdlField>();
        var nextId = (short)-1;
        while (!words.TryTake(end))
        {
            var field = ParseField(ref nextId);
            if (fields.Find(known => known.Id == field.Id || known.Name == field.Name) is { } known)
            {
                throw field.Place.Error(known.Name == field.Name
                    ? $"there are two fields '{field.Name}'. Give one of them another name."
                    : $"the fields '{known.Name}' and '{field.Name}' have the same number {field.Id}. Give one of them another number.");
            }

            fields.Add(field);
        }

        return fields;
    }

    public IdlFunction ParseFunction()
    {
        var isOneway = words.Current is { Kind: IdlTokenKind.Name, Text: "oneway" or "async" };
        if (isOneway)
        {
            words.Take();
        }

        IdlTypeName? result = null;
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "void" })
        {
            words.Take();
        }
        else
        {
            result = ParseType();
        }

        var name = words.TakeName("the name of a method");
        words.Take("(", "the arguments of the method");
        var arguments = ParseFields(")");
        List<IdlField> throws = [];
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "throws" })
        {
            words.Take();
            words.Take("(", "the exceptions of the method");
            throws = ParseFields(")");
        }

        if (isOneway && (result is not null || throws.Count > 0))
        {
            throw name.Place.Error($"the oneway method '{name.Text}' has no answer, so it must return void and throw nothing.");
        }

        words.SkipAnnotations();
        words.SkipSeparator();
        return new IdlFunction(name.Text, result, arguments, throws, isOneway, name.Place);
    }

    public IdlTypeName ParseType()
    {
        Enter();
        var name = words.TakeName("a type");
        IdlTypeName type;
        if (name.Text is "list" or "set" or "map")
        {
            SkipCppType();
            words.Take("<", "what the container holds");
            var parts = new List<IdlTypeName> { ParseType() };
            if (name.Text == "map")
            {
                words.Take(",", "the values of the map");
                parts.Add(ParseType());
            }

            words.Take(">", "what follows the container");
            SkipCppType();
            type = new IdlTypeName(name.Text, parts, name.Place);
        }
        else
        {
            type = new IdlTypeName(name.Text, [], name.Place);
        }

        words.SkipAnnotations();
        _depth--;
        return type;
    }

    public IdlValue ParseValue()
    {
        Enter();
        var value = ParseValue(words.Take());
        _depth--;
        return value;
    }

    private IdlField ParseField(ref short nextId)
    {
        short? id = null;
        if (words.Current.Kind == IdlTokenKind.Integer)
        {
            id = (short)IdlNumbers.Read(words.Take(), short.MinValue, short.MaxValue, "a field's number");
            words.Take(":", "the type of the field");
            nextId = id < 0 ? (short)(id - 1) : nextId;
        }

        var presence = Presence.Default;
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "required" or "optional" })
        {
            presence = words.Take().Text == "required" ? Presence.Required : Presence.Optional;
        }

        var type = ParseType();
        words.TryTake("&");
        var name = words.TakeName("the name of the field");
        var value = words.TryTake("=") ? ParseValue() : null;
        SkipXsd();
        words.SkipAnnotations();
        words.SkipSeparator();
        return new IdlField(id ?? nextId--, presence, type, name.Text, value, name.Place);
    }

    private IdlValue ParseValue(IdlToken token)
    {
        if (token.Kind is IdlTokenKind.Name or IdlTokenKind.Integer or IdlTokenKind.Number or IdlTokenKind.Text)
        {
            return new IdlValue(token, []);
        }

        var items = new List<IdlValue>();
        if (token is { Kind: IdlTokenKind.Symbol, Text: "[" })
        {
            while (!words.TryTake("]"))
            {
                items.Add(ParseValue());
                words.SkipSeparator();
            }

            return new IdlValue(token, items);
        }

        if (token is { Kind: IdlTokenKind.Symbol, Text: "{" })
        {
            while (!words.TryTake("}"))
            {
                items.Add(ParseValue());
                words.Take(":", "the value of the key");
                items.Add(ParseValue());
                words.SkipSeparator();
            }

            return new IdlValue(token, items);
        }

        throw token.Place.Error($"expected a value, but found {token}.");
    }

    /// <summary>Skips the obsolete attributes of a field for XML schemas.</summary>
    private void SkipXsd()
    {
        while (words.Current is { Kind: IdlTokenKind.Name, Text: "xsd_optional" or "xsd_nillable" or "xsd_attrs" })
        {
            if (words.Take().Text == "xsd_attrs")
            {
                words.Take("{", "the attributes");
                ParseFields("}");
            }
        }
    }

    private void SkipCppType()
    {
        if (words.Current is { Kind: IdlTokenKind.Name, Text: "cpp_type" })
        {
            words.Take();
            words.TakeText("the name of a type");
        }
    }

    private void Enter()
    {
        if (++_depth > MostNested)
        {
            throw words.Current.Place.Error($"more than {MostNested} types or values are nested here. Give some of them names.");
        }
    }
}
