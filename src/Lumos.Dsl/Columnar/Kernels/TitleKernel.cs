using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>case(title): word by word.</summary>
internal sealed unsafe class TitleKernel(int id, int input, Case letters) : Kernel(id, ValueForm.Text)
{
    // A capital behind an apostrophe needs one character before it and three behind it.
    private const int MinWord = 5;

    private readonly bool _unicode = letters.Alphabet == CaseAlphabet.Unicode;
    private readonly WordTable _words = WordTable.Shared;

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var bytes = Bytes.Sum(text.Lengths, frame.Rows);

        // No mapping makes more than three bytes of two.
        var to = own.Sink!.Reserve(bytes + (bytes / 2) + 1);
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Pointers[i] = to;
            to = Write(text.Pointers[i], text.Pointers[i] + text.Lengths[i], to);
            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }

    private byte* Write(byte* from, byte* end, byte* to)
    {
        while (from < end)
        {
            var behind = EndOfWord(from, end, out var hasSecondCapital);
            if (behind == from)
            {
                to = Utf8.Encode(to, Utf8.Decode(from, end, out var width));
                from += width;
                continue;
            }

            for (var place = 0; from < behind; place++)
            {
                var point = Utf8.Decode(from, behind, out var width);
                to = Change(point, place == 0 || (place == 2 && hasSecondCapital), to);
                from += width;
            }
        }

        return to;
    }

    // A word is as long as it can be; an apostrophe is in it when a word could begin behind it.
    private byte* EndOfWord(byte* at, byte* end, out bool hasSecondCapital)
    {
        hasSecondCapital = false;
        if (!_words.Begins(Utf8.Decode(at, end, out var width))) return at;
        at += width;
        var (length, apostrophes) = (1, 0);
        while (at < end)
        {
            var point = Utf8.Decode(at, end, out width);
            if (WordCharacters.IsApostrophe(point) && at + width < end && _words.Begins(Utf8.Decode(at + width, end, out var second)))
            {
                if (length < MinWord) apostrophes |= 1 << length;
                at += width + second;
                length += 2;
            }
            else if (_words.GoesOn(point))
            {
                at += width;
                length++;
            }
            else
            {
                break;
            }
        }

        hasSecondCapital = length >= MinWord && apostrophes == 1 << 1;
        return at;
    }

    private byte* Change(int point, bool isCapital, byte* to)
    {
        if (point < 0x80)
        {
            var isLetter = isCapital ? point is >= 'a' and <= 'z' : point is >= 'A' and <= 'Z';
            *to = (byte)(isLetter ? point ^ 0x20 : point);
            return to + 1;
        }

        if (!_unicode) return Utf8.Encode(to, point);
        var other = (isCapital ? CasePages.Upper : CasePages.Lower)[point & 0x1FFFFF];
        if (other != CasePages.DoubleS) return Utf8.Encode(to, other == 0 ? point : other);

        // A capital ß is Ss: the word goes on in lower case.
        to[0] = (byte)'S';
        to[1] = (byte)'s';
        return to + 2;
    }
}
