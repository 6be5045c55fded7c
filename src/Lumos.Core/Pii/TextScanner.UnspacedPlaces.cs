namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private const string StreetWhy = "a word for a kind of street and a house number";
    private const int LongestHanAddress = 40, FewestHanAddress = 4;

    // Last characters of streets and of the parts of a Japanese address that stand in front of a number.
    private const string HanStreets = "路街道巷弄段里村町目番丁", HanAreas = "省市区區县縣都府県郡町村鎮镇乡鄉";

    /// <summary>A house number behind a street written without blanks: 建国路88号, 西新宿2-8-1, 테헤란로 123.</summary>
    private bool ReadUnspacedAddress(int start)
    {
        var before = CharAt(start - 1);
        if (before == ' ' && IsHangulChar(CharAt(start - 2))) return ReadHangulAddress(start);
        if (!IsHanChar(before)) return false;
        var end = start;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '-' or '－' or '‐' or '号' or '號' or '番' or '地' or '丁' or '目' or 'の' or '之' or '楼' or '樓' or '室' or '座' or '栋' or '棟' or '单' or '元' or '單')) end++;
        var from = start;
        var areas = 0;
        while (from > _floor && start - from < LongestHanAddress && (IsHanChar(CharAt(from - 1)) || IsKana(CharAt(from - 1)) && IsHanChar(CharAt(from - 2)) || char.IsAsciiDigit(CharAt(from - 1))))
        {
            from--;
            if (HanAreas.Contains(_text[from])) areas++;
        }

        // What is lived in and sent to stands in front of the place without a blank too.
        for (var i = start - 1; i > from; i--)
        {
            if (_text[i] is not ('在' or '到' or '址' or '所' or '于' or '於')) continue;
            from = i + 1;
            break;
        }

        var numbered = _text[start..end].ContainsAny("号號番丁-");
        var street = HanStreets.Contains(before);
        if (!numbered || start - from < FewestHanAddress || areas == 0 && !street || areas == 0 && !_text[start..end].ContainsAny("号號番丁")) return false;
        return Found(from, end, areas > 0 ? "geo.full_address" : "geo.street_address", 0.8, StreetWhy);
    }

    // "서울특별시 강남구 테헤란로 123": words of the districts, the road and its number.
    private bool ReadHangulAddress(int start)
    {
        const int MostWords = 4;
        if (CharAt(start - 2) is not ('로' or '길')) return false;
        var end = DigitsEnd(start);
        if (CharAt(end) == '-' && char.IsAsciiDigit(CharAt(end + 1))) end = DigitsEnd(end + 1);
        var from = start;
        var areas = 0;
        for (var words = 0; words < MostWords && CharAt(from - 1) == ' ' && IsHangulChar(CharAt(from - 2)); words++)
        {
            var last = CharAt(from - 2);
            if (words > 0 && last is not ('시' or '구' or '군' or '도' or '읍' or '면' or '동')) break;
            if (words > 0) areas++;
            from--;
            while (from > _floor && (IsHangulChar(CharAt(from - 1)) || char.IsAsciiDigit(CharAt(from - 1)))) from--;
        }

        return areas > 0 && Found(from, end, "geo.full_address", 0.8, StreetWhy);
    }
}
