using System.Globalization;
using System.Text;
using Lumos.Dsl.Model;
using Lumos.Dsl.Signatures;

namespace Lumos.Dsl.Canonical;

/// <summary>Writes canonical JSON.</summary>
internal sealed class CanonicalWriter
{
    private readonly StringBuilder _json = new();

    public override string ToString() => _json.ToString();

    public void Write(TransformPlan plan)
    {
        _json.Append("{\"dsl_version\":");
        Write(plan.DslVersion);
        _json.Append(",\"pipelines\":");
        WriteList(plan.Pipelines, pipeline =>
        {
            _json.Append("{\"expression\":");
            Write(pipeline.Expression);
            _json.Append(",\"target\":");
            Write(pipeline.Target);
            _json.Append(",\"type\":");
            WriteOrNull(pipeline.Type?.ToString());
            _json.Append('}');
        });
        _json.Append('}');
    }

    public void Write(Expression expression)
    {
        switch (expression)
        {
            case ColumnReference column:
                WriteSingle("column", column.Name);
                break;
            case Constant constant:
                WriteSingle("text", constant.Value);
                break;
            case Operation operation:
                Write(operation);
                break;
            default:
                throw new InvalidOperationException($"Unknown node {expression.GetType().Name}.");
        }
    }

    private void Write(Operation operation)
    {
        _json.Append("{\"args\":{");
        var first = true;
        foreach (var (parameter, argument) in OperationAssembly.Arguments(operation).OrderBy(pair => pair.Parameter.Name, StringComparer.Ordinal))
        {
            if (parameter.Extension && argument.Equals(parameter.VectorDefault)) continue;
            if (!first) _json.Append(',');
            first = false;
            Write(parameter.Name);
            _json.Append(':');
            Write(parameter, argument);
        }

        _json.Append("},\"inputs\":");
        WriteList(operation.Inputs, Write);
        _json.Append(",\"op\":");
        Write(OperationNames.NameOf(operation.Kind));
        _json.Append('}');
    }

    private void Write(Parameter parameter, Argument argument)
    {
        switch (argument)
        {
            case AbsentArgument:
                _json.Append("null");
                break;
            case WordArgument word:
                Write(word.Word);
                break;
            case TextArgument text when parameter.Kind == ParameterKind.WordOrText:
                WriteSingle(parameter.TextKey, text.Text);
                break;
            case TextArgument text:
                Write(text.Text);
                break;
            case IntegerArgument integer:
                _json.Append(integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FlagArgument flag:
                _json.Append(flag.Value ? "true" : "false");
                break;
            case TypeArgument type:
                Write(type.Type.ToString());
                break;
            case TextListArgument texts:
                WriteList(texts.Texts, Write);
                break;
            case TypeListArgument types:
                WriteList(types.Types, type => Write(type.ToString()));
                break;
            case MapArgument map:
                WriteList(map.Entries, entry =>
                {
                    _json.Append('[');
                    Write(entry.Key);
                    _json.Append(',');
                    WriteOrNull(entry.Value);
                    _json.Append(']');
                });
                break;
            default:
                throw new InvalidOperationException($"Unknown argument {argument.GetType().Name}.");
        }
    }

    private void WriteList<T>(IReadOnlyList<T> items, Action<T> write)
    {
        _json.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) _json.Append(',');
            write(items[i]);
        }

        _json.Append(']');
    }

    private void WriteSingle(string key, string value)
    {
        _json.Append('{');
        Write(key);
        _json.Append(':');
        Write(value);
        _json.Append('}');
    }

    private void WriteOrNull(string? text)
    {
        if (text is null) _json.Append("null");
        else Write(text);
    }

    private void Write(string text)
    {
        _json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"': _json.Append("\\\""); break;
                case '\\': _json.Append("\\\\"); break;
                case '\b': _json.Append("\\b"); break;
                case '\f': _json.Append("\\f"); break;
                case '\n': _json.Append("\\n"); break;
                case '\r': _json.Append("\\r"); break;
                case '\t': _json.Append("\\t"); break;
                default:
                    if (c < ' ') Escape(c);
                    else if (!char.IsSurrogate(c)) _json.Append(c);
                    else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) _json.Append(c).Append(text[++i]);
                    else Escape(c); // unpaired: the checker refuses it, but no two different texts may look alike here
                    break;
            }
        }

        _json.Append('"');
    }

    private void Escape(char c) => _json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
}
