/** OpenCC's tables by themselves: `"from to to|from to|…"`. The package ships them without types. */
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string;
  export default dictionary;
}
