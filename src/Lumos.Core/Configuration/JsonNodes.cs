using System.Text;
using System.Text.Json;

namespace Lumos.Core.Configuration;

/// <summary>JSON with places; comments are skipped, trailing commas taken.</summary>
internal ref struct JsonNodes
{
    private readonly ConfigProblems _problems;
    private readonly ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line;
    private int _lineStart;

    private JsonNodes(ReadOnlySpan<byte> bytes, ConfigProblems problems)
    {
        _bytes = bytes;
        _problems = problems;
        _line = 1;
        _reader = new Utf8JsonReader(bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = ConfigReader.MaxDepth,
        });
    }

    public static ConfigNode? Read(string text, ConfigProblems problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var nodes = new JsonNodes(Encoding.UTF8.GetBytes(text), problems);
        try
        {
            nodes._reader.Read();
            var node = nodes.ReadValue();
            while (nodes._reader.Read())
            {
                // Anything but comments behind the value is refused by the reader itself.
            }

            return node;
        }
        catch (JsonException exception)
        {
            var message = exception.Message;
            var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            problems.Add((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "", cut < 0 ? message : message[..cut]);
            return null;
        }
    }

    private ConfigNode ReadValue()
    {
        var (line, column) = Place();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject: return ReadMap(line, column);
            case JsonTokenType.StartArray: return ReadList(line, column);
            case JsonTokenType.String: return new ConfigScalar(_reader.GetString()!, ScalarKind.Text, line, column);
            case JsonTokenType.Number: return new ConfigScalar(Encoding.UTF8.GetString(_reader.ValueSpan), ScalarKind.Number, line, column);
            case JsonTokenType.True: return new ConfigScalar("true", ScalarKind.Bool, line, column);
            case JsonTokenType.False: return new ConfigScalar("false", ScalarKind.Bool, line, column);
            default: return new ConfigScalar("", ScalarKind.Null, line, column);
        }
    }

    private ConfigMap ReadMap(int line, int column)
    {
        var members = new List<ConfigMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Place();
            var key = _reader.GetString()!;
            _reader.Read();
            var value = ReadValue();
            if (!seen.Add(key)) _problems.Add(keyLine, keyColumn, key, "the key stands here a second time.");
            else members.Add(new ConfigMember(key, keyLine, keyColumn, value));
        }

        return new ConfigMap(members, line, column);
    }

    private ConfigList ReadList(int line, int column)
    {
        var items = new List<ConfigNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) items.Add(ReadValue());
        return new ConfigList(items, line, column);
    }

    private (int Line, int Column) Place()
    {
        var at = (int)_reader.TokenStartIndex;
        for (; _counted < at; _counted++)
        {
            if (_bytes[_counted] != (byte)'\n') continue;
            _line++;
            _lineStart = _counted + 1;
        }

        return (_line, Encoding.UTF8.GetCharCount(_bytes[_lineStart..at]) + 1);
    }
}
