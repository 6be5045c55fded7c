using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

internal sealed partial class DdlReader
{
    private static readonly string[] TwoWordTypes = ["double precision", "character varying", "timestamp with", "timestamp without", "time with", "time without"];

    private bool ColumnDefinition(TableDraft table)
    {
        var place = Now;
        if (Name() is not { } name)
        {
            _problems.Add($"{Capital(place.Place)}: a column name of '{table.Name}' is expected, not '{place.Text}'.");
            return false;
        }

        var typePlace = Now;
        var members = Members();
        var typeAt = _at;
        var declaredType = DeclaredTypeHere();
        var typeText = declaredType?.Name ?? TypeText();
        if (declaredType is not null) typeAt = _at - 1;
        var isArray = typeText is not null && Array();
        if (declaredType is not null)
        {
            table.Types.Add(declaredType);
            members = isArray ? null : [.. declaredType.Labels];
        }

        var type = ColumnType.Text;
        ColumnWidth? width = null;
        if (typeText is null || (!isArray && declaredType is null && !SqlTypeName.TryParse(typeText, out type, out width)))
        {
            _problems.Add($"{Capital(typePlace.Place)}: '{typePlace.Text}' of {table.Name}.{name} is no type Lumos knows.");
            return false;
        }

        var column = new TargetColumn { Name = name, Type = type, Width = width, Enum = members, Form = isArray ? ArrayForm(typeText) : FormOf(typeText) };
        var (typeEnd, checks) = (_at, table.Checks.Count);
        while (Now.Kind != DdlKind.End && !Now.Is(",") && !Now.Is(")")) column = ColumnOption(table, column);
        var declared = DdlColumn.Read(name, _tokens[typeAt..typeEnd], !isArray && declaredType is null && SqlTypeName.IsPlain(typeText), _tokens[typeEnd.._at]);
        table.Declared.Add(declared);
        table.Columns.Add(declared.FillsItself && column.Default is null ? column with { FillsItself = true } : column);
        return true;
    }

    // int[], text[3][], integer ARRAY: brackets are read as names in brackets.
    private bool Array()
    {
        var isArray = Take("array");
        for (; Now.Kind == DdlKind.QuotedName && (Now.Text.Length == 0 || Now.Text.All(char.IsAsciiDigit)); _at++) isArray = true;
        return isArray;
    }

    // What PostgreSQL prints of truth values in an array is another text than a list of them.
    private static TextForm? ArrayForm(string type) => type.ToLowerInvariant() is "bool" or "boolean" ? null : TextForm.Array;

    /// <summary>A type the script makes, perhaps with its schema in front.</summary>
    private DeclaredType? DeclaredTypeHere()
    {
        var start = _at;
        if (Now.Kind is DdlKind.Word or DdlKind.QuotedName && Name() is { } name && _types.TryGetValue(name, out var type)) return type;
        _at = start;
        return null;
    }

    private static TextForm? FormOf(string type) => type.ToLowerInvariant() switch
    {
        "jsonb" => TextForm.Jsonb,
        "uuid" => TextForm.Uuid,
        "time" => TextForm.Time,
        _ => null,
    };

    // MySQL's ENUM('a', 'b') is a code list.
    private List<string>? Members()
    {
        if (!Now.Is("enum") || !_tokens[_at + 1].Is("(")) return null;
        var members = new List<string>();
        for (var at = _at + 2; _tokens[at].Kind == DdlKind.Text; at += _tokens[at + 1].Is(",") ? 2 : 1) members.Add(_tokens[at].Text);
        return members.Count == 0 ? null : members;
    }

    private string? TypeText()
    {
        if (Now.Kind is not (DdlKind.Word or DdlKind.QuotedName)) return null;
        var text = Now.Text;
        _at++;
        if (Now.Kind == DdlKind.Word && TwoWordTypes.Contains(text.ToLowerInvariant() + " " + Now.Text.ToLowerInvariant()))
        {
            text += " " + Now.Text;
            _at++;
        }

        if (Now.Is("("))
        {
            _at++;
            var arguments = new List<string>();
            while (Now.Kind != DdlKind.End && !Take(")"))
            {
                if (!Now.Is(",")) arguments.Add(Now.Text);
                _at++;
            }

            text += "(" + string.Join(',', arguments) + ")";
        }

        for (; Now.Is("time") || Now.Is("zone") || Now.Is("with") || Now.Is("without") || Now.Is("unsigned") || Now.Is("zerofill"); _at++)
        {
            if (Now.Is("unsigned")) text += " unsigned";
        }

        return text.StartsWith("timestamp with", StringComparison.OrdinalIgnoreCase) ? "timestamp" : text;
    }

    private TargetColumn ColumnOption(TableDraft table, TargetColumn column)
    {
        if (Take("not"))
        {
            Take("null");
            return column with { Nullable = false };
        }

        if (Take("primary"))
        {
            Take("key");
            table.PrimaryKey = [column.Name];
            return column with { Nullable = false };
        }

        if (Take("unique"))
        {
            table.Unique.Add([column.Name]);
            return column;
        }

        if (Take("references"))
        {
            var other = Name() ?? "";
            table.ForeignKeys.Add(([column.Name], other, Names()));
            return column;
        }

        if (Take("default")) return Default(column);
        if (Take("comment") && Now.Kind == DdlKind.Text)
        {
            var text = Now.Text;
            _at++;
            return column with { Description = text };
        }

        if (Take("check")) return Check(column, table);
        if (Now.Is("("))
        {
            Bracket();
            return column;
        }

        _at++;
        return column;
    }

    private TargetColumn Default(TargetColumn column)
    {
        var value = Now;
        var negative = Take("-");
        value = negative ? Now : value;
        if (value.Kind is DdlKind.Text or DdlKind.Number || value.Is("true") || value.Is("false"))
        {
            _at++;
            return column with { Default = (negative ? "-" : "") + value.Text };
        }

        // An expression such as now() is the engine's business: no constant feeds the column.
        while (Now.Kind != DdlKind.End && !Now.Is(",") && !Now.Is(")") && !Now.Is("not") && !Now.Is("null"))
        {
            if (Now.Is("(")) Bracket();
            else _at++;
        }

        return column;
    }

    /// <summary>CHECK (column IN ('a', 'b')) is a code list; any other check is asked where rows are staged.</summary>
    private TargetColumn Check(TargetColumn column, TableDraft table)
    {
        var start = _at;
        var constraint = start > 2 && _tokens[start - 3].Is("constraint") ? _tokens[start - 2].Text : null;
        if (Take("(") && Name() is { } name && string.Equals(name, column.Name, StringComparison.OrdinalIgnoreCase) && Take("in") && Take("("))
        {
            var values = new List<string>();
            while (Now.Kind is DdlKind.Text or DdlKind.Number)
            {
                values.Add(Now.Text);
                _at++;
                if (!Take(",")) break;
            }

            if (Take(")") && Take(")")) return column with { Enum = values };
        }

        _at = start;
        Bracket();
        table.Checks.Add(new DdlCheck(constraint, column.Name, _tokens[start.._at]));
        return column;
    }

    private void Bracket()
    {
        var depth = 0;
        do
        {
            if (Now.Is("(")) depth++;
            if (Now.Is(")")) depth--;
            _at++;
        }
        while (depth > 0 && Now.Kind != DdlKind.End);
    }

    /// <returns>False when the item is a column.</returns>
    private bool TableConstraint(TableDraft table)
    {
        var start = _at;
        var constraint = Take("constraint") ? Name() : null;
        if (Take("primary") && Take("key"))
        {
            while (Now.Is("clustered") || Now.Is("nonclustered")) _at++;
            table.PrimaryKey = Names();
        }
        else if (Now.Is("unique") && (_tokens[_at + 1].Is("(") || _tokens[_at + 1].Is("key") || _tokens[_at + 1].Is("index")))
        {
            _at++;
            while (!Now.Is("(") && Now.Kind != DdlKind.End) _at++;
            table.Unique.Add(Names());
        }
        else if (Take("foreign") && Take("key"))
        {
            var columns = Names();
            if (Take("references")) table.ForeignKeys.Add((columns, Name() ?? "", Names()));
        }
        else if (Take("check"))
        {
            var condition = _at;
            Bracket();
            table.Checks.Add(new DdlCheck(constraint, null, _tokens[condition.._at]));
        }
        else if (_at > start || ((Now.Is("key") || Now.Is("index")) && _tokens[_at + 2].Is("(")))
        {
            // Other constraints and indexes of the table say nothing about its columns.
        }
        else
        {
            return false;
        }

        SkipItem();
        return true;
    }
}
