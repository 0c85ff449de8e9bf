/* The description of the API, by Swagger UI. What is tried out goes to where the description was read from. */
const here = new URL('.', document.baseURI).href.replace(/\/$/, '');

window.SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#description',
  deepLinking: false,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  /* the key that the page was given in this tab, unless one is given here */
  requestInterceptor(request) {
    const key = sessionStorage.getItem('chi2-homogeneity.key');
    if (key && !request.headers.Authorization) {
      request.headers.Authorization = 'Bearer ' + key;
    }
    return request;
  },
  responseInterceptor(response) {
    if (response.url.endsWith('/openapi.yaml') && response.ok) {
      response.text = response.text.replace(/^(servers:\n {2}- url: )\S+\n( {4}description: ).*$/m, '$1' + here + '\n$2this service');
    }
    return response;
  },
  onComplete() {
    // what a screen reader calls it, which Swagger UI leaves out
    const servers = document.getElementById('servers');
    if (servers) {
      servers.setAttribute('aria-label', 'Server');
    }
  }
});
