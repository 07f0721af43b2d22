/** The Workers' lines about requests that went well are kept out of the test report; warnings and errors stay. */
const nothing = () => undefined;
console.info = nothing;
console.debug = nothing;
