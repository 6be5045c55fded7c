using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lumos.Core.Configuration;

/// <summary>YAML with places, read from the parser's events: nothing is reflected over, and values follow YAML 1.2's core schema (<c>no</c> is a text).</summary>
internal sealed partial class YamlNodes
{
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];
    private readonly IParser _parser;
    private readonly ConfigProblems _problems;
    private int _depth;

    private YamlNodes(IParser parser, ConfigProblems problems) => (_parser, _problems) = (parser, problems);

    public static ConfigNode? Read(string text, ConfigProblems problems)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            var node = new YamlNodes(parser, problems).ReadNode();
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _)) problems.Add(Line(parser.Current!.Start), Column(parser.Current.Start), "", "a second document begins here; one is wanted.");
            return node is ConfigScalar { Type: ScalarKind.Null } ? null : node;
        }
        catch (YamlException exception)
        {
            problems.Add(Line(exception.Start), Column(exception.Start), "", exception.Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the scanner throws where a plain text runs on over a line inside brackets.
            var last = parser.Current?.Start ?? Mark.Empty;
            problems.Add(Line(last), Column(last), "", "what begins here does not end; look for a bracket, brace or quote that is not closed.");
            return null;
        }
    }

    private ConfigNode ReadNode()
    {
        if (++_depth > ConfigReader.MaxDepth) throw new YamlException(_parser.Current!.Start, _parser.Current.End, "It is nested too deeply.");
        try
        {
            switch (_parser.Current)
            {
                case AnchorAlias alias:
                    _parser.MoveNext();
                    return _anchors.TryGetValue(alias.Value, out var known) ? known : throw new YamlException(alias.Start, alias.End, $"There is no anchor '{alias.Value}'.");
                case MappingStart start: return Remember(start.Anchor, ReadMap(start));
                case SequenceStart start: return Remember(start.Anchor, ReadList(start));
                default:
                    var scalar = _parser.Consume<Scalar>();
                    return Remember(scalar.Anchor, ReadScalar(scalar));
            }
        }
        finally
        {
            _depth--;
        }
    }

    private ConfigNode Remember(AnchorName anchor, ConfigNode node)
    {
        if (!anchor.IsEmpty) _anchors[anchor] = node;
        return node;
    }

    private ConfigMap ReadMap(MappingStart start)
    {
        _parser.MoveNext();
        var members = new List<ConfigMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode();
            var value = ReadNode();
            if (key is not ConfigScalar { Text: var name }) _problems.Add(key, "", "a key must be a text.");
            else if (!seen.Add(name)) _problems.Add(key, name, "the key stands here a second time.");
            else members.Add(new ConfigMember(name, key.Line, key.Column, value));
        }

        return new ConfigMap(members, Line(start.Start), Column(start.Start));
    }

    private ConfigList ReadList(SequenceStart start)
    {
        _parser.MoveNext();
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode());
        return new ConfigList(items, Line(start.Start), Column(start.Start));
    }

    private static ConfigScalar ReadScalar(Scalar scalar)
    {
        var kind = scalar.Style != ScalarStyle.Plain ? ScalarKind.Text : scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Bool,
            var text => Number().IsMatch(text) ? ScalarKind.Number : ScalarKind.Text,
        };
        return new ConfigScalar(scalar.Value, kind, Line(scalar.Start), Column(scalar.Start));
    }

    private static int Line(in Mark mark) => (int)Math.Max(1, mark.Line);

    private static int Column(in Mark mark) => (int)Math.Max(1, mark.Column);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
