using System.Runtime.CompilerServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>The words of a text as the scanner moves along it, each looked up once; the last ones are kept, with the topics of the phrase that each ends.</summary>
/// <remarks>Questions mostly move forward. A question in front of the kept words, or inside one, is answered by reading its surroundings again.</remarks>
internal ref struct ContextWords(ReadOnlySpan<char> text, Span<ContextWord> kept)
{
    /// <summary>Words kept; a power of two.</summary>
    public const int Kept = 32;

    private const int CharsBefore = 110, CharsAfter = 48, WordsBefore = 16, WordsAfter = 5, WordsNear = 5;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<ContextWord> _kept = kept;
    private int _at, _line, _count;

    // First word behind the last jump: what stands in front of it is no neighbour.
    private int _fresh;

    // The last word that ends a phrase.
    private int _topical = -WordsBefore;

    // Whether the last word was cut by the question and goes on behind it.
    private bool _cut;

    /// <summary>Topics of the words around a span.</summary>
    public ContextView At(int start, int end)
    {
        var from = Math.Max(0, start - CharsBefore);
        // The first word of the window may be cut and is left out.
        if (from > 0)
        {
            while (from < start && char.IsLetter(_text[from]) && !UnspacedScripts.Contains(_text[from])) from++;
        }

        if (start > _at) Advance(start, from);
        var last = _count - 1;
        var oldest = Math.Max(0, _count - Kept);
        while (last >= oldest && Word(last).Start >= start) last--;
        if (last >= oldest && Word(last).End > start || last < oldest + WordsBefore + Topics.MostWords && oldest > 0) return Of(_text, start, end);

        UInt128 nearest = 0, near = 0, before = 0;
        if (last - _topical >= WordsBefore) return new ContextView(_text, end, 0, 0, 0);
        var line = last >= oldest ? Word(last).Line : 0;
        for (var back = 0; back < WordsBefore && last - back >= oldest && Word(last - back).Start >= from; back++)
        {
            ref readonly var word = ref Word(last - back);
            if (word.Topics == 0) continue;
            var topics = Topics.Set(word.Phrase == 1 || Word(last - back - word.Phrase + 1).Start >= from ? word.Topics : Shorter(last - back, from));
            if (topics == 0) continue;
            before |= topics;
            if (back >= WordsNear || word.Line != line) continue;
            near |= topics;
            if (nearest == 0) nearest = topics;
        }

        return new ContextView(_text, end, nearest, near, before);
    }

    /// <summary>Topics of the words around a span of a text of which nothing else is asked.</summary>
    [SkipLocalsInit]
    public static ContextView Of(ReadOnlySpan<char> text, int start, int end)
    {
        var words = new ContextWords(text, stackalloc ContextWord[Kept]);
        var view = words.At(start, end);
        return new ContextView(text, end, view.Nearest, view.Near, view.Before);
    }

    /// <summary>Topics of the words behind a place, on the same line.</summary>
    public static UInt128 Behind(ReadOnlySpan<char> text, int end)
    {
        var tail = text.Slice(end, Math.Min(CharsAfter, text.Length - end));
        var stop = tail.IndexOfAny('\n', ';');
        if (stop >= 0) tail = tail[..stop];
        UInt128 after = 0;
        int at = 0, line = 0, second = 0, first = 0;
        for (var i = 0; i < WordsAfter && WordReader.Next(tail, ref at, ref line, out _, out var id); i++)
        {
            after |= Topics.Set(Topics.PhraseEnding(first, second, id, out _));
            (first, second) = (second, id);
        }

        return after;
    }

    private readonly ref ContextWord Word(int index) => ref _kept[index & (Kept - 1)];

    private void Advance(int to, int from)
    {
        if (_cut)
        {
            _count--;
            _at = Word(_count).Start;
            _cut = false;
        }

        // Far in front of the window nothing is read.
        if (from - _at > CharsBefore) (_at, _fresh) = (from, _count);
        var until = _text[..to];
        while (WordReader.Next(until, ref _at, ref _line, out var start, out var id))
        {
            var topics = Topics.PhraseEnding(_count - 2 >= _fresh ? Word(_count - 2).Id : 0, _count - 1 >= _fresh ? Word(_count - 1).Id : 0, id, out var words);
            if (topics != 0) _topical = _count;
            Word(_count++) = new ContextWord(start, _at, _line, id, topics, words);
        }

        _cut = _count > 0 && _at == to && Word(_count - 1).End == to && to < _text.Length && (char.IsLetterOrDigit(_text[to]) || _text[to] is >= '\u0300' and <= '\u036F');
    }

    // The phrase reaches out of the window: what its end says by itself.
    private readonly int Shorter(int last, int from)
    {
        var two = last - 1 >= _fresh && Word(last - 1).Start >= from ? Word(last - 1).Id : 0;
        return Topics.PhraseEnding(0, two, Word(last).Id, out _);
    }
}

/// <summary>A word in front of a place.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Line">Line breaks passed in front of it.</param>
/// <param name="Id">Its number among the words of all phrases; 0 when it is in none.</param>
/// <param name="Topics">Topics of the longest phrase that ends with it.</param>
/// <param name="Phrase">Words of that phrase.</param>
internal readonly record struct ContextWord(int Start, int End, int Line, int Id, int Topics, int Phrase);
